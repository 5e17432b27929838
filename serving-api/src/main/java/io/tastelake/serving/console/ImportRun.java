package io.tastelake.serving.console;

import io.tastelake.domain.time.Pause;
import io.tastelake.serving.interaction.http.RowCheck;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * Goes through the rows of a file, and stores them in bulks, by the API's own call. A bulk's
 * Idempotency-Key follows from file, columns and place: so the same file is stored once, however
 * often its form is sent within a day.
 */
final class ImportRun {

  private static final Duration TIME = Duration.ofSeconds(10);
  private static final Duration RETRY = Duration.ofMillis(500);
  private static final int MAX_ROWS = 1_000;
  private static final int MAX_CHARACTERS = 128 << 10;
  private static final int SHOWN_REJECTS = 100;
  private static final int SAMPLE = 5;
  private static final int MAX_SAMPLE_LENGTH = 300;

  private final ImportRows rows;
  private final int maxRows;
  private final Bulks bulks;

  private final List<ImportOutcome.Reject> rejects = new ArrayList<>();
  private final List<String> sample = new ArrayList<>();
  private final List<String> bulk = new ArrayList<>();
  private int characters;
  private long seen;
  private long valid;
  private long stored;
  private int sent;
  private String warning = "";
  private String problem = "";

  /** Stores bulks. */
  @FunctionalInterface
  private interface Bulks {

    /** Stores the bulk of this number, or says why not. */
    Stored store(int number, String body);
  }

  /**
   * What came of a bulk.
   *
   * @param problem why it is not stored; empty if it is
   * @param warning what the API says about the types; empty if nothing
   */
  private record Stored(String problem, String warning) {

    static final Stored BEFORE = new Stored("", "");
    static final Stored LATER = new Stored("One step takes ten seconds at most.", "");

    static Stored of(ApiCalls.Answer answer) {
      return answer.isOk()
          ? new Stored("", Shown.text(answer.json().path("warnings").path(0).asText("")))
          : new Stored(Shown.text(answer.problem()), "");
    }
  }

  private ImportRun(ImportRows rows, int rowsPerBody, Bulks bulks) {
    this.rows = rows;
    this.maxRows = Math.min(rowsPerBody, MAX_ROWS);
    this.bulks = bulks;
  }

  /** Looks at all rows and stores none. */
  static ImportOutcome check(ImportRows rows) {
    return new ImportRun(rows, MAX_ROWS, (number, body) -> Stored.BEFORE).outcome();
  }

  /**
   * Stores the rows, for ten seconds; what is left is stored by another run.
   *
   * @param rowsPerBody how many the API takes at once
   * @param key of the file and the way it is imported
   * @param alreadySent bulks that are stored
   */
  static ImportOutcome write(
      ApiCalls api, Visit visit, ImportRows rows, int rowsPerBody, String key, int alreadySent) {
    long end = System.nanoTime() + TIME.toNanos();
    return new ImportRun(
            rows,
            rowsPerBody,
            (number, body) ->
                number < alreadySent
                    ? Stored.BEFORE
                    : stored(api, visit, body, key + "-" + number, end))
        .outcome();
  }

  /** The key of what is stored of a file in one way. */
  static String key(CsvUpload upload, ImportMapping mapping) {
    MessageDigest digest = upload.digest();
    digest.update(mapping.toString().getBytes(StandardCharsets.UTF_8));
    return "console-import-" + HexFormat.of().formatHex(digest.digest());
  }

  private static Stored stored(ApiCalls api, Visit visit, String body, String key, long end) {
    while (System.nanoTime() < end) {
      ApiCalls.Answer answer = api.post(visit, "/interactions-bulk", body, key);
      boolean late = answer.status() == 429; // rows of bulks before this one have to flow in
      if (!late || System.nanoTime() + RETRY.toNanos() > end) {
        return Stored.of(answer);
      }
      try {
        Pause.of(RETRY);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return Stored.of(answer);
      }
    }
    return Stored.LATER;
  }

  private ImportOutcome outcome() {
    for (ImportRows.ImportRow row = rows.next();
        row != null && problem.isEmpty();
        row = rows.next()) {
      seen = row.number();
      if (row.json() == null) {
        if (rejects.size() < SHOWN_REJECTS) {
          rejects.add(ImportOutcome.Reject.of(row));
        }
      } else {
        add(row.json());
      }
    }
    if (problem.isEmpty()) {
      store();
    }
    return new ImportOutcome(
        seen, valid, seen - valid, rejects, sample, stored, sent, warning, problem);
  }

  private void add(String json) {
    valid++;
    if (sample.size() < SAMPLE) {
      String shown = Shown.text(json);
      sample.add(
          shown.length() > MAX_SAMPLE_LENGTH ? shown.substring(0, MAX_SAMPLE_LENGTH) + "…" : shown);
    }
    bulk.add(json);
    characters += json.length();
    if (bulk.size() == maxRows || characters > MAX_CHARACTERS) {
      store();
    }
  }

  private void store() {
    if (bulk.isEmpty()) {
      return;
    }
    Stored came = bulks.store(sent, RowCheck.body(bulk));
    problem = came.problem();
    if (problem.isEmpty()) {
      sent++;
      stored += bulk.size();
      warning = warning.isEmpty() ? came.warning() : warning;
    }
    bulk.clear();
    characters = 0;
  }
}

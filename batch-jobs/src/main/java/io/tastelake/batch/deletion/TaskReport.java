package io.tastelake.batch.deletion;

import io.tastelake.batch.deletion.Purge.Found;
import io.tastelake.batch.deletion.Purge.Tombstones;
import io.tastelake.batch.deletion.Purge.Who;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** A completed task's report: the proof, and what it does not cover yet. */
record TaskReport(
    ForgetConfig config,
    Instant scanned,
    List<Forgotten> actors,
    Map<Who, Found> found,
    Map<Who, Tombstones> left) {

  /** How many rows stay for retries. */
  long tombstones() {
    return left.values().stream().mapToLong(Tombstones::rows).sum();
  }

  /** The report of one task. */
  String of(String task) {
    List<Forgotten> own = actors.stream().filter(actor -> actor.forgets().contains(task)).toList();
    Found removed = ForgetUsers.sum(found, own);
    return "Removed %s from %s. A scan of all live files at %s found nothing else that was forgotten."
            .formatted(
                counted(removed.rows(), "row"),
                counted(removed.files().size(), "file"),
                seconds(scanned))
        + waiting(own)
        + " VACUUM may delete the last replaced file from %s on."
            .formatted(seconds(scanned.plus(config.compaction().vacuumAfter())));
  }

  private String waiting(List<Forgotten> own) {
    List<Tombstones> waiting =
        own.stream().map(actor -> left.get(Who.of(actor))).filter(Objects::nonNull).toList();
    if (waiting.isEmpty()) {
      return "";
    }
    long rows = waiting.stream().mapToLong(Tombstones::rows).sum();
    Instant newest = waiting.stream().map(Tombstones::newest).max(Instant::compareTo).orElseThrow();
    return " Kept: %s (ids without content), so that no late retry brings anything back; a run after %s removes them."
        .formatted(counted(rows, "tombstone"), seconds(newest.plus(config.retryWindow())));
  }

  /** The last sentence of a report, once VACUUM has deleted the replaced files. */
  static String vacuumed(Instant now) {
    return "VACUUM was done by %s: no file, live or replaced, holds anything of it."
        .formatted(seconds(now));
  }

  private static String counted(long number, String noun) {
    return "%,d %s%s".formatted(number, noun, number == 1 ? "" : "s");
  }

  private static Instant seconds(Instant time) {
    return time.truncatedTo(ChronoUnit.SECONDS);
  }
}

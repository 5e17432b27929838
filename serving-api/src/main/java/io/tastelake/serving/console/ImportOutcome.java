package io.tastelake.serving.console;

import java.util.List;

/**
 * How far an import has come, or what it would come to.
 *
 * @param rows that were looked at
 * @param valid how many of them can be stored
 * @param rejected how many of them cannot
 * @param rejects the first of these
 * @param sample the first that can be stored, as JSON
 * @param stored how many are stored
 * @param sent how many bulks are stored
 * @param warning what the API says about the types; empty if nothing
 * @param problem why it ended early; empty if it did not
 */
public record ImportOutcome(
    long rows,
    long valid,
    long rejected,
    List<Reject> rejects,
    List<String> sample,
    long stored,
    int sent,
    String warning,
    String problem) {

  /** A row that is left out. */
  public record Reject(long line, long row, String reason) {

    private static final int MAX_LENGTH = 300;

    static Reject of(ImportRows.ImportRow row) {
      String reason = Shown.text(row.reason());
      return new Reject(
          row.line(),
          row.number(),
          reason.length() > MAX_LENGTH ? reason.substring(0, MAX_LENGTH) + "…" : reason);
    }
  }

  /** How many rejects are not among those that are shown. */
  public long furtherRejects() {
    return rejected - rejects.size();
  }

  /** A number with its noun, which takes an s. */
  public static String counted(long number, String noun) {
    return "%,d %s%s".formatted(number, noun, number == 1 ? "" : "s");
  }
}

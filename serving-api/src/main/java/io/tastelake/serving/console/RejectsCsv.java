package io.tastelake.serving.console;

import java.util.regex.Pattern;

/** Rejects as a CSV file that is opened in a spreadsheet: nothing in it is a formula. */
final class RejectsCsv {

  private static final int MAX_REJECTS = 100_000;
  private static final String END = "\r\n";

  /**
   * What a spreadsheet takes for a formula, also where it takes another character for the
   * delimiter.
   */
  private static final Pattern FORMULA = Pattern.compile("(^|[,;|\\t\"])(\\s*)(?=[=+@-])");

  private RejectsCsv() {}

  /** All rejects of a file, the first 100,000 at most. */
  static String of(ImportRows rows) {
    StringBuilder csv = new StringBuilder("line,row,reason").append(END);
    long rejects = 0;
    for (ImportRows.ImportRow row = rows.next(); row != null; row = rows.next()) {
      if (row.json() == null && ++rejects <= MAX_REJECTS) {
        ImportOutcome.Reject reject = ImportOutcome.Reject.of(row);
        csv.append(reject.line()).append(',').append(reject.row()).append(',');
        csv.append(text(reject.reason())).append(END);
      }
    }
    if (rejects > MAX_REJECTS) {
      csv.append(",,").append(text("%,d more".formatted(rejects - MAX_REJECTS))).append(END);
    }
    return csv.toString();
  }

  /** A field that holds text. */
  static String text(String text) {
    String harmless = FORMULA.matcher(text).replaceAll("$1$2'");
    return '"' + harmless.replace("\"", "\"\"") + '"';
  }
}

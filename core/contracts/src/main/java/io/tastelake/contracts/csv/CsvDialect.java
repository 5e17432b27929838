package io.tastelake.contracts.csv;

import java.io.Serializable;

/**
 * How a file separates and quotes its fields.
 *
 * @param delimiter one or more characters between two fields
 * @param quotes whether a field may stand in double quotes; if not, a quote is a character like any
 *     other
 */
public record CsvDialect(String delimiter, Quotes quotes) implements Serializable {

  /** What a double quote means. */
  public enum Quotes {
    DOUBLE,
    NONE
  }

  /** RFC 4180: commas and double quotes. */
  public static final CsvDialect RFC_4180 = new CsvDialect(",", Quotes.DOUBLE);

  /**
   * Checks the delimiter.
   *
   * @throws IllegalArgumentException if it could not be told from quotes or line breaks
   */
  public CsvDialect {
    boolean usable =
        !delimiter.isEmpty()
            && delimiter.chars().noneMatch(c -> c == '"' || c == '\n' || c == '\r');
    if (!usable) {
      throw new IllegalArgumentException(
          "a delimiter is one or more characters other than quotes and line breaks");
    }
  }
}

package io.tastelake.batch.imports;

import io.tastelake.contracts.cell.TimestampFormat;
import java.util.Collection;
import java.util.Set;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Option;

/** How the values in an import's columns are read, on the command line. */
final class ValueOptions {

  /** What timestamps' format is called. */
  static final String TIMESTAMP_FORMAT = "--timestamp-format";

  private static final String TIMESTAMP_ZONE = "--timestamp-zone";

  @Option(
      names = TIMESTAMP_FORMAT,
      paramLabel = "FORMAT",
      description = {
        "How the column of timestamps is written: epoch-seconds, epoch-millis, epoch-micros, or a"
            + " pattern such as 'yyyy-MM-dd HH:mm:ss'.",
        "Without it: Unix seconds or ISO 8601."
      })
  private String timestampFormat;

  @Option(
      names = TIMESTAMP_ZONE,
      paramLabel = "ZONE",
      defaultValue = "UTC",
      description = "The zone of timestamps without an offset, such as +02:00 or Europe/Berlin.")
  private String timestampZone;

  @Option(
      names = "--numeric-properties",
      split = ",",
      paramLabel = "COLUMN",
      showDefaultValue = Visibility.NEVER,
      description = {
        "Columns of properties that hold numbers: rows with anything else there are rejected.",
        "Without a decision, what looks like a JSON number without an exponent, has at most 17"
            + " digits and stands in no quotes is a number; 007, 7E5 and \"42\" are text."
      })
  private Set<String> numericProperties = Set.of();

  @Option(
      names = "--text-properties",
      split = ",",
      paramLabel = "COLUMN",
      showDefaultValue = Visibility.NEVER,
      description = "Columns of properties that hold text, whatever it looks like.")
  private Set<String> textProperties = Set.of();

  /** Whether timestamps have a format of their own. */
  boolean formatTimestamps() {
    return timestampFormat != null;
  }

  /**
   * How timestamps are written.
   *
   * @throws IllegalArgumentException if it is no format; a sentence that names the option
   */
  TimestampFormat timestampFormat() {
    TimestampFormat usual = named(TIMESTAMP_ZONE, null);
    return timestampFormat == null ? usual : named(TIMESTAMP_FORMAT, timestampFormat);
  }

  private TimestampFormat named(String option, String format) {
    try {
      return new TimestampFormat(format, timestampZone);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(option + ": " + e.getMessage(), e);
    }
  }

  /**
   * What columns become as properties.
   *
   * @param columns those that become properties
   * @throws IllegalArgumentException if others are named; a sentence that names the option
   */
  PropertyTypes propertyTypes(Collection<String> columns) {
    PropertyTypes types = new PropertyTypes(numericProperties, textProperties);
    types.requireAmong(columns);
    return types;
  }
}

package io.tastelake.serving.console;

import io.tastelake.contracts.cell.TimestampFormat;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which columns of a file interactions are read from. Columns are named by their index; {@link
 * #NONE} is none.
 *
 * @param constantType the type of all rows, if no column has it
 * @param format of timestamps, as {@link TimestampFormat} has it; empty for Unix seconds and ISO
 *     8601
 * @param zone of timestamps without an offset
 * @param properties the column that holds JSON objects
 * @param single columns that become one property each
 */
public record ImportMapping(
    int user,
    int item,
    int type,
    String constantType,
    int timestamp,
    String format,
    String zone,
    int properties,
    Set<Integer> single) {

  static final int NONE = -1;

  private static final String UTC = "UTC";
  private static final int MAX_FORMAT_LENGTH = 64;

  /** What the columns are usually called. */
  static ImportMapping guessed(List<String> columns) {
    return new ImportMapping(
        found(columns, "userid", "user"),
        found(columns, "itemid", "item", "productid"),
        found(columns, "interactiontype", "type", "eventtype", "event"),
        "",
        found(columns, "timestamp", "time", "eventtime", "date"),
        "",
        UTC,
        found(columns, "properties"),
        Set.of());
  }

  private static int found(List<String> columns, String... names) {
    List<String> plain =
        columns.stream()
            .map(column -> column.toLowerCase(Locale.ROOT).replaceAll("[^a-z]", ""))
            .toList();
    for (String name : names) {
      if (plain.contains(name)) {
        return plain.indexOf(name);
      }
    }
    return NONE;
  }

  /** What somebody chose. */
  static ImportMapping of(Map<String, String> fields, int columns) {
    Set<Integer> single = new TreeSet<>();
    for (int i = 0; i < columns; i++) {
      if (fields.containsKey("property" + i)) {
        single.add(i);
      }
    }
    return new ImportMapping(
        index(fields, "user", columns),
        index(fields, "item", columns),
        index(fields, "type", columns),
        fields.getOrDefault("constant_type", ""),
        index(fields, "timestamp", columns),
        fields.getOrDefault("format", "").strip(),
        fields.getOrDefault("zone", UTC).strip(),
        index(fields, "properties", columns),
        single);
  }

  private static int index(Map<String, String> fields, String name, int columns) {
    try {
      int index = Integer.parseInt(fields.getOrDefault(name, ""));
      return index >= 0 && index < columns ? index : NONE;
    } catch (NumberFormatException e) {
      return NONE;
    }
  }

  /** What is wrong with it; empty if nothing is. */
  String problem(List<String> columns) {
    if (user == NONE || item == NONE || timestamp == NONE) {
      return "Choose the columns that hold users, items and timestamps.";
    }
    if ((type == NONE) == constantType.isEmpty()) {
      return "Choose the column that holds types, or type the one that all rows have.";
    }
    if (properties != NONE && !single.isEmpty()) {
      return "Choose a column that holds JSON objects, or columns that are properties: not both.";
    }
    Set<String> names = new HashSet<>();
    for (int column : single) {
      if (!names.add(columns.get(column))) {
        return "Two of the columns that are properties are called '%s': rename one in the file."
            .formatted(columns.get(column));
      }
    }
    try {
      TimestampFormat unused = timestamps();
      return "";
    } catch (IllegalArgumentException e) {
      return "Timestamps: " + e.getMessage();
    }
  }

  /**
   * How timestamps are written.
   *
   * @throws IllegalArgumentException if the format or the zone is none
   */
  TimestampFormat timestamps() {
    if (format.length() > MAX_FORMAT_LENGTH) {
      throw new IllegalArgumentException("a format has at most 64 characters.");
    }
    return new TimestampFormat(format.isEmpty() ? null : format, zone);
  }
}

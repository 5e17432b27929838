package io.tastelake.standalone.demo;

import io.tastelake.domain.identity.IdType;
import io.tastelake.domain.identity.ItemId;
import io.tastelake.domain.identity.UserId;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** One row of a CSV file, read by what its columns mean. */
final class CsvRow {

  /** What a row is whose file names no type. */
  static final String PLAIN_TYPE = "interaction";

  private static final double EARLIEST = -150_000_000_000.0;
  private static final double LATEST = 3_500_000_000.0;
  private static final int MAX_TYPE_LENGTH = 64;
  private static final Pattern WHOLE = Pattern.compile("-?(0|[1-9][0-9]{0,17})");
  private static final Pattern NUMBER = Pattern.compile("-?[0-9]+(\\.[0-9]+)?([eE][+-]?[0-9]+)?");

  private final CsvColumns columns;
  private final List<String> fields;

  /**
   * @throws IllegalArgumentException if there are not as many fields as columns
   */
  CsvRow(CsvColumns columns, List<String> fields) {
    if (fields.size() != columns.count()) {
      throw new IllegalArgumentException(
          fields.size() + " fields where the header has " + columns.count());
    }
    this.columns = columns;
    this.fields = fields;
  }

  String user() {
    return columns.user(fields);
  }

  String item() {
    return columns.item(fields);
  }

  /**
   * The interaction that this row tells.
   *
   * @throws IllegalArgumentException if a field holds something else; says which
   */
  InputRow interaction(IdType userIds, IdType itemIds) {
    return new InputRow(
        new UserId(userIds.canonical(user())),
        new ItemId(itemIds.canonical(item())),
        type(),
        timestamp(columns.timestamp(fields)),
        properties());
  }

  String type() {
    if (columns.tellStars()) {
      return Stars.type(stars());
    }
    String type = columns.type(fields).orElse(PLAIN_TYPE);
    if (type.isBlank() || type.length() > MAX_TYPE_LENGTH) {
      throw new IllegalArgumentException(
          "the interaction type '" + type + "' is not 1 to 64 characters");
    }
    return type;
  }

  private double stars() {
    String text = columns.stars(fields).orElseThrow();
    if (!Stars.spelled(text)) {
      throw new IllegalArgumentException(
          "the rating '" + text + "' is not 0.5 to 5 stars in steps of a half");
    }
    return Double.parseDouble(text);
  }

  private Map<String, Object> properties() {
    Map<String, Object> properties = new HashMap<>();
    columns.others(fields).forEach((name, text) -> properties.put(name, value(text)));
    if (columns.tellStars()) {
      properties.put(Stars.PROPERTY, stars());
    } else {
      columns
          .stars(fields)
          .filter(text -> !text.isEmpty())
          .ifPresent(text -> properties.put("rating", value(text)));
    }
    return properties;
  }

  private static Object value(String text) {
    if (WHOLE.matcher(text).matches()) {
      return Long.valueOf(text);
    }
    boolean number = NUMBER.matcher(text).matches() && Double.isFinite(Double.parseDouble(text));
    return number ? (Object) Double.valueOf(text) : text;
  }

  private static double timestamp(String text) {
    double seconds = NUMBER.matcher(text).matches() ? Double.parseDouble(text) : iso(text);
    if (seconds < EARLIEST || seconds > LATEST) {
      throw new IllegalArgumentException(
          "the timestamp '" + text + "' is out of range: Unix seconds, at most 3500000000");
    }
    return seconds;
  }

  private static double iso(String text) {
    try {
      var instant = OffsetDateTime.parse(text).toInstant();
      return instant.getEpochSecond() + instant.getNano() / 1e9;
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          "the timestamp '" + text + "' is neither Unix seconds nor ISO 8601 with an offset", e);
    }
  }
}

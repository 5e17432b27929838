package io.tastelake.standalone.demo;

import io.tastelake.contracts.csv.CsvField;
import io.tastelake.domain.identity.IdType;
import io.tastelake.domain.identity.ItemId;
import io.tastelake.domain.identity.UserId;
import io.tastelake.domain.interaction.InteractionType;
import io.tastelake.domain.interaction.Numbers;
import io.tastelake.domain.interaction.UnixSeconds;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One row of a CSV file, read by what its columns mean. */
final class CsvInteraction {

  /** What a row is whose file names no type. */
  static final String PLAIN_TYPE = "interaction";

  private final CsvColumns columns;
  private final List<CsvField> fields;

  CsvInteraction(CsvColumns columns, List<CsvField> fields) {
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
    if (!InteractionType.isValid(type)) {
      throw new IllegalArgumentException(
          "the interaction type '" + type + "' is not " + InteractionType.ACCEPTED);
    }
    return type;
  }

  private double stars() {
    String text = columns.stars(fields).orElseThrow().text();
    if (!Stars.spelled(text)) {
      throw new IllegalArgumentException(
          "the rating '" + text + "' is not 0.5 to 5 stars in steps of a half");
    }
    return Double.parseDouble(text);
  }

  private Map<String, Object> properties() {
    Map<String, Object> properties = new HashMap<>();
    columns.others(fields).forEach((name, field) -> properties.put(name, value(field)));
    if (columns.tellStars()) {
      properties.put(Stars.PROPERTY, stars());
    } else {
      columns
          .stars(fields)
          .filter(field -> !field.text().isEmpty())
          .ifPresent(field -> properties.put("rating", value(field)));
    }
    return properties;
  }

  private static Object value(CsvField field) {
    String text = field.text();
    if (field.quoted() || !Numbers.isPlain(text)) {
      return text;
    }
    return text.indexOf('.') < 0 ? (Object) Long.valueOf(text) : Double.valueOf(text);
  }

  private static double timestamp(String text) {
    return Optional.of(text)
        .filter(given -> !UnixSeconds.isAmbiguous(given))
        .flatMap(given -> UnixSeconds.ofNumber(given).or(() -> UnixSeconds.ofIso8601(given)))
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "the timestamp '%s' is neither %s, nor %s"
                        .formatted(
                            text, UnixSeconds.ACCEPTED_NUMBERS, UnixSeconds.ACCEPTED_TEXTS)));
  }
}

package io.tastelake.batch.imports;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tastelake.contracts.cell.Cell;
import io.tastelake.contracts.cell.Cell.Kind;
import io.tastelake.contracts.cell.WrongRowException;
import io.tastelake.domain.catalogue.EntryKind;
import io.tastelake.domain.catalogue.Property;
import io.tastelake.domain.catalogue.PropertyType;
import io.tastelake.domain.interaction.Numbers;
import io.tastelake.store.KnownProperties;
import io.tastelake.store.KnownProperties.WrongValueException;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Makes entries of a catalogue of rows, and refuses what the API would refuse. In CSV all is text
 * and read as its property's type; in JSON and Parquet values have types of their own.
 */
final class EntryReader {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final ObjectMapper MAPPER = new ObjectMapper(JsonCells.JSON);

  private final ImportConfig config;
  private final Field idField;
  private final RowFields fields;
  private final boolean typed;

  EntryReader(ImportConfig config, SourceFile source) {
    this.config = config;
    EntryKind kind = config.mapping().imported().entries().orElseThrow();
    this.idField = kind == EntryKind.ITEM ? Field.ITEM : Field.USER;
    this.fields = new RowFields(config);
    this.typed = source.format() != Format.CSV;
  }

  /**
   * An entry as it is stored.
   *
   * @param values by slot
   */
  record Entry(String id, ObjectNode values) {}

  /**
   * The entry in {@code row}.
   *
   * @throws WrongRowException if there is none; says why
   */
  Entry entry(RawRow row, KnownProperties known) throws WrongRowException {
    RowFields.requireSound(row);
    String id = fields.id(idField, fields.required(idField, row));
    Map<String, JsonNode> values = new LinkedHashMap<>();
    for (Map.Entry<String, String> property : config.mapping().readProperties().entrySet()) {
      Cell cell = row.cells().get(property.getValue());
      if (cell != null) {
        values.put(
            property.getKey(), value(known.named(property.getKey()), property.getValue(), cell));
      }
    }
    try {
      ObjectNode stored = known.replacing(known.stored(values));
      String unused = KnownProperties.json(stored);
      return new Entry(id, stored);
    } catch (WrongValueException e) {
      throw new WrongRowException("The entry %s: %s.".formatted(id, e.getMessage()));
    }
  }

  private JsonNode value(Optional<Property> property, String column, Cell cell)
      throws WrongRowException {
    if (cell.is(Kind.OTHER) && cell.text().startsWith("[")) {
      return list(cell.text());
    }
    PropertyType type = property.map(Property::type).orElse(PropertyType.parse("unicode").get());
    if (property.isEmpty() || !property.get().repeated()) {
      return scalar(type, column, cell);
    }
    boolean text = cell.is(Kind.UNTYPED) || cell.is(Kind.TEXT);
    if (!text) {
      return scalar(type, column, cell);
    }
    if (config.lists().separator() == null) {
      throw new WrongRowException(
          "The column %s holds values of a repeated property: --list-separator says what stands between them."
              .formatted(column));
    }
    ArrayNode list = NODES.arrayNode();
    for (String value : config.lists().values(cell.text())) {
      list.add(scalar(type, column, new Cell(value, cell.kind())));
    }
    return list;
  }

  private static JsonNode list(String json) throws WrongRowException {
    try {
      JsonNode given = MAPPER.readTree(json);
      ArrayNode list = NODES.arrayNode();
      for (JsonNode value : given) {
        if (value.isContainerNode()) {
          throw new WrongRowException("A list must hold values, and not lists or objects.");
        }
        list.add(value.isNumber() ? NODES.numberNode(value.decimalValue()) : value);
      }
      return list;
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("what a cell holds is JSON", e);
    }
  }

  private JsonNode scalar(PropertyType type, String column, Cell cell) throws WrongRowException {
    boolean number = config.propertyTypes().numeric().contains(column);
    boolean text = config.propertyTypes().text().contains(column);
    if (cell.is(Kind.OBJECT)) {
      throw new WrongRowException(
          "The column " + column + " must hold a value, or a list of values.");
    }
    if (text || (!typed && type.textual())) {
      return NODES.textNode(cell.text());
    }
    if (number || !typed) {
      return read(type, cell.text());
    }
    return switch (cell.kind()) {
      case NUMBER -> NODES.numberNode(new BigDecimal(cell.text()));
      case OTHER -> NODES.booleanNode(cell.text().equals("true"));
      default -> NODES.textNode(cell.text());
    };
  }

  /** Text as a value of its property's type, or as text if it spells none. */
  private static JsonNode read(PropertyType type, String text) {
    Optional<JsonNode> value =
        type.form() == PropertyType.Form.BOOL
            ? flag(text).map(NODES::booleanNode)
            : Numbers.json(text).map(json -> NODES.numberNode(new BigDecimal(json)));
    return value.orElseGet(() -> NODES.textNode(text));
  }

  /** What {@code text} says, as the API's filters read it. */
  static Optional<Boolean> flag(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "true", "1" -> Optional.of(true);
      case "false", "0" -> Optional.of(false);
      default -> Optional.empty();
    };
  }
}

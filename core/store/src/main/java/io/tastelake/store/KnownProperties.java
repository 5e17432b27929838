package io.tastelake.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tastelake.domain.catalogue.Property;
import io.tastelake.domain.catalogue.PropertyType;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The properties of a database's items or users: what values they may have, and where they are. */
public final class KnownProperties {

  /** Of a repeated property that one entry may have. */
  public static final int MAX_VALUES = 1_000;

  /** Of an entry's values, as JSON. */
  public static final int MAX_CHARACTERS = 64 << 10;

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final ObjectReader EXACT =
      new ObjectMapper()
          .readerFor(ObjectNode.class)
          .with(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

  private final Map<String, Property> byName;
  private final Map<String, Property> bySlot;

  public KnownProperties(List<Property> properties) {
    this.byName =
        properties.stream().collect(Collectors.toMap(Property::name, Function.identity()));
    this.bySlot =
        properties.stream()
            .collect(Collectors.toMap(known -> "" + known.slot(), Function.identity()));
  }

  /** A value is none that its property may have; the message is a sentence without its end. */
  public static final class WrongValueException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public WrongValueException(String message) {
      super(message, null, false, false);
    }
  }

  public Optional<Property> named(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  /**
   * Values as they are stored: by slot, in their one spelling; null where a value is to go.
   *
   * @throws WrongValueException if there is no such property, or a value is none of its type
   */
  public ObjectNode stored(Map<String, JsonNode> values) {
    ObjectNode stored = NODES.objectNode();
    values.forEach(
        (name, value) -> {
          Property property = byName.get(name);
          boolean fits = property != null && property.repeated() == value.isArray();
          if (!fits && !(property != null && value.isNull())) {
            throw unknown(name, value.isArray());
          }
          stored.set("" + property.slot(), stored(property, value));
        });
    return stored;
  }

  private static JsonNode stored(Property property, JsonNode value) {
    if (value.isNull()) {
      return value;
    }
    if (!property.repeated()) {
      return scalar(property, value);
    }
    if (value.size() > MAX_VALUES) {
      throw new WrongValueException(
          "the property \"%s\" has more than %,d values".formatted(property.name(), MAX_VALUES));
    }
    ArrayNode list = NODES.arrayNode();
    value.forEach(each -> list.add(scalar(property, each)));
    return list;
  }

  private static JsonNode scalar(Property property, JsonNode value) {
    PropertyType type = property.type();
    if (type.numeric() && value.isNumber() && type.holds(value.decimalValue())) {
      return number(type, value.decimalValue());
    }
    if (type.form() == PropertyType.Form.BOOL && value.isBoolean()) {
      return value;
    }
    Optional<String> text =
        type.textual() && value.isTextual() ? type.canonical(value.textValue()) : Optional.empty();
    return text.map(NODES::textNode)
        .orElseThrow(
            () ->
                new WrongValueException(
                    "the property \"%s\" takes values of type %s only"
                        .formatted(property.name(), type.name())));
  }

  private static JsonNode number(PropertyType type, BigDecimal number) {
    return type.form() == PropertyType.Form.FLOAT
        ? NODES.numberNode(number)
        : NODES.numberNode(number.toBigIntegerExact());
  }

  private WrongValueException unknown(String name, boolean repeated) {
    String available =
        byName.values().stream()
            .filter(known -> known.repeated() == repeated)
            .map(known -> "`" + known.name() + "`")
            .sorted()
            .collect(Collectors.joining(", "));
    return new WrongValueException(
        "unknown property \"%s\" with \"repeated=%s\". Available: %s"
            .formatted(
                name, repeated ? "True" : "False", available.isEmpty() ? "none" : available));
  }

  /** The values of properties that there are, by name. */
  public Map<String, JsonNode> named(ObjectNode stored) {
    Map<String, JsonNode> named = new TreeMap<>();
    stored
        .properties()
        .forEach(
            field -> {
              Property property = bySlot.get(field.getKey());
              if (property != null) {
                named.put(property.name(), field.getValue());
              }
            });
    return named;
  }

  /** Values as filters see them: numbers as doubles, of a yes or no 1 and 0. */
  public Map<Property, List<Object>> values(ObjectNode stored) {
    Map<Property, List<Object>> values = new HashMap<>();
    stored
        .properties()
        .forEach(
            field -> {
              Property property = bySlot.get(field.getKey());
              if (property != null) {
                List<Object> list = new ArrayList<>();
                if (field.getValue().isArray()) {
                  field.getValue().forEach(value -> list.add(comparable(value)));
                } else {
                  list.add(comparable(field.getValue()));
                }
                values.put(property, list);
              }
            });
    return values;
  }

  private static Object comparable(JsonNode value) {
    if (value.isBoolean()) {
      return value.booleanValue() ? 1.0 : 0.0;
    }
    return value.isNumber() ? (Object) (value.doubleValue() + 0.0) : value.textValue();
  }

  /** What is stored after a change: nulls take values away, and so does a deleted property. */
  public ObjectNode changed(ObjectNode before, ObjectNode change) {
    ObjectNode after = NODES.objectNode();
    for (ObjectNode values : List.of(before, change)) {
      values
          .properties()
          .forEach(
              field -> {
                if (field.getValue().isNull()) {
                  after.remove(field.getKey());
                } else if (bySlot.containsKey(field.getKey())) {
                  after.set(field.getKey(), field.getValue());
                }
              });
    }
    return after;
  }

  /** An entry's values that replace all that there were, of properties that there are. */
  public ObjectNode replacing(ObjectNode values) {
    return changed(NODES.objectNode(), values);
  }

  /**
   * An entry's values as a row holds them.
   *
   * @throws WrongValueException if they are too large together; the message continues one about the
   *     entry
   */
  public static String json(ObjectNode stored) {
    String json = stored.toString();
    if (json.length() > MAX_CHARACTERS) {
      throw new WrongValueException(
          "would hold %,d characters of JSON, and may hold %,d: give it fewer or shorter values"
              .formatted(json.length(), MAX_CHARACTERS));
    }
    return json;
  }

  /** The values that a row holds, by slot. */
  public static ObjectNode parsed(String json) {
    try {
      return EXACT.readValue(json);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("what is stored is JSON", e);
    }
  }
}

package io.tastelake.serving.catalogue;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.tastelake.serving.identity.JsonId;
import io.tastelake.store.CatalogueWrite;
import io.tastelake.store.KnownProperties;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/** An entry as a request spells it: values by the names of properties. */
final class WrittenEntry {

  private static final int MAX_PROPERTIES = CatalogueWrite.MAX_PROPERTIES;
  private static final int MAX_VALUES = KnownProperties.MAX_VALUES;
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private final Map<String, JsonNode> values = new LinkedHashMap<>();
  private final EntryMemory memory;
  private JsonId id;
  private String problem;

  private WrittenEntry(EntryMemory memory) {
    this.memory = memory;
  }

  /**
   * Reads the value at the parser's current token to its end.
   *
   * @param idField the member that is the entry's id
   * @param memory what the request takes
   */
  static WrittenEntry read(JsonParser parser, String idField, EntryMemory memory)
      throws IOException {
    memory.entry();
    WrittenEntry entry = new WrittenEntry(memory);
    if (parser.currentToken() == JsonToken.START_OBJECT) {
      entry.readFields(parser, idField);
    } else {
      parser.skipChildren();
      entry.refuse(() -> "An entry must be a JSON object.");
    }
    return entry;
  }

  private void readFields(JsonParser parser, String idField) throws IOException {
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      parser.nextToken();
      if (name.equals(idField)) {
        memory.value(parser.getTextLength());
        id = JsonId.read(parser);
        parser.skipChildren();
      } else if (values.size() == MAX_PROPERTIES) {
        memory.value(name.length());
        parser.skipChildren();
        refuse(() -> "An entry has at most %d properties.".formatted(MAX_PROPERTIES));
      } else {
        memory.value(name.length());
        values.put(name, value(parser, name));
      }
    }
  }

  private JsonNode value(JsonParser parser, String name) throws IOException {
    if (parser.currentToken() != JsonToken.START_ARRAY) {
      return scalar(parser, name);
    }
    ArrayNode list = NODES.arrayNode();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      if (list.size() == MAX_VALUES) {
        memory.value(0);
        parser.skipChildren();
        refuse(() -> "The property %s has more than %,d values.".formatted(name, MAX_VALUES));
      } else {
        list.add(scalar(parser, name));
      }
    }
    return list;
  }

  private JsonNode scalar(JsonParser parser, String name) throws IOException {
    JsonNode scalar = scalar(parser, memory);
    if (scalar.isMissingNode()) {
      parser.skipChildren();
      refuse(() -> "The property %s must be a value, or a list of values.".formatted(name));
    }
    return scalar;
  }

  /** A missing node if there is none at the current token. */
  static JsonNode scalar(JsonParser parser, EntryMemory memory) throws IOException {
    memory.value(parser.getTextLength());
    return switch (parser.currentToken()) {
      case VALUE_STRING -> NODES.textNode(parser.getText());
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> NODES.numberNode(parser.getDecimalValue());
      case VALUE_TRUE, VALUE_FALSE -> NODES.booleanNode(parser.getBooleanValue());
      case VALUE_NULL -> NODES.nullNode();
      default -> NODES.missingNode();
    };
  }

  /** Adds a value to a property's list. */
  void add(String name, JsonNode value) {
    JsonNode list = values.computeIfAbsent(name, unused -> NODES.arrayNode());
    if (!list.isArray() || list.size() == MAX_VALUES) {
      refuse(
          () ->
              "The property %s must be a list of at most %,d values.".formatted(name, MAX_VALUES));
    } else {
      ((ArrayNode) list).add(value);
    }
  }

  /** The first problem counts; a body may hold millions, and spelling each takes longest. */
  private void refuse(Supplier<String> what) {
    problem = problem == null ? what.get() : problem;
  }

  /** The id that it names; null if it names none. */
  JsonId id() {
    return id;
  }

  /** By property; null stands for no value. */
  Map<String, JsonNode> values() {
    return values;
  }

  /** What is wrong with its form; null if nothing is. */
  String problem() {
    return problem;
  }
}

package io.tastelake.batch.imports;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import io.tastelake.batch.imports.Cell.Kind;
import io.tastelake.contracts.log.PropertiesText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** Reads JSON objects as rows, as strictly as the API reads its bodies. */
final class JsonCells {

  static final JsonFactory JSON =
      new JsonFactoryBuilder()
          .configure(JsonFactory.Feature.INTERN_FIELD_NAMES, false)
          .streamReadConstraints(
              StreamReadConstraints.builder().maxNestingDepth(64).maxNumberLength(256).build())
          .build();

  private JsonCells() {}

  /**
   * The members of the object that {@code text} is.
   *
   * @param wanted which members
   * @throws WrongRowException if it is no JSON object, or a wanted member cannot be stored
   */
  static Map<String, Cell> of(String text, Set<String> wanted) throws WrongRowException {
    try (JsonParser parser = JSON.createParser(text)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new WrongRowException("The line is not a JSON object.");
      }
      Map<String, Cell> cells = members(parser, wanted);
      if (parser.nextToken() != null) {
        throw new WrongRowException("There is extra text after the line's JSON object.");
      }
      return cells;
    } catch (JsonProcessingException e) {
      throw new WrongRowException("The line is not valid JSON: " + e.getOriginalMessage());
    } catch (IOException e) {
      throw new UncheckedIOException("text in memory is always readable", e);
    }
  }

  private static Map<String, Cell> members(JsonParser parser, Set<String> wanted)
      throws IOException, WrongRowException {
    Map<String, Cell> cells = new HashMap<>();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      JsonToken value = parser.nextToken();
      if (!wanted.contains(name)) {
        parser.skipChildren();
      } else if (value == JsonToken.VALUE_NULL) {
        cells.remove(name);
      } else {
        cells.put(name, cell(parser, name));
      }
    }
    return cells;
  }

  private static Cell cell(JsonParser parser, String name) throws IOException, WrongRowException {
    return switch (parser.currentToken()) {
      case VALUE_STRING -> new Cell(parser.getText(), Kind.TEXT);
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new Cell(parser.getText(), Kind.NUMBER);
      case START_OBJECT -> new Cell(structure(parser, name), Kind.OBJECT);
      case START_ARRAY -> new Cell(structure(parser, name), Kind.OTHER);
      default -> new Cell(parser.getText(), Kind.OTHER);
    };
  }

  private static String structure(JsonParser parser, String name)
      throws IOException, WrongRowException {
    String json = PropertiesText.read(parser);
    if (json == null) {
      throw new WrongRowException(
          "The field " + name + " must be " + PropertiesText.ACCEPTED + ".");
    }
    return json;
  }
}

package io.tastelake.batch.imports;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import io.tastelake.contracts.cell.Cell;
import io.tastelake.contracts.cell.Cell.Kind;
import io.tastelake.contracts.cell.WrongRowException;
import io.tastelake.contracts.log.JsonProblem;
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
   * @param wanted which members; those of objects within it by their path, such as {@code
   *     visitor.id}
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
      throw new WrongRowException("The line is not valid JSON: " + JsonProblem.of(e));
    } catch (IOException e) {
      throw new UncheckedIOException("text in memory is always readable", e);
    }
  }

  private static Map<String, Cell> members(JsonParser parser, Set<String> wanted)
      throws IOException, WrongRowException {
    Map<String, Cell> cells = new HashMap<>();
    Map<String, Cell> nested = new HashMap<>();
    members(parser, "", wanted, cells, nested);
    nested.forEach(cells::putIfAbsent);
    return cells;
  }

  /** A member within another is called by its path, unless a member of the row has that name. */
  private static void members(
      JsonParser parser,
      String path,
      Set<String> wanted,
      Map<String, Cell> cells,
      Map<String, Cell> nested)
      throws IOException, WrongRowException {
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = path + parser.currentName();
      JsonToken value = parser.nextToken();
      boolean within =
          value == JsonToken.START_OBJECT
              && wanted.stream().anyMatch(each -> each.startsWith(name + "."));
      if (value == JsonToken.VALUE_NULL) {
        cells.remove(name);
      } else if (!wanted.contains(name)) {
        if (within) {
          members(parser, name + ".", wanted, nested, nested);
        } else {
          parser.skipChildren();
        }
      } else {
        Cell cell = cell(parser, name);
        cells.put(name, cell);
        if (within) {
          membersOf(cell.text(), name + ".", wanted, nested);
        }
      }
    }
  }

  private static void membersOf(
      String object, String path, Set<String> wanted, Map<String, Cell> nested)
      throws IOException, WrongRowException {
    try (JsonParser parser = JSON.createParser(object)) {
      parser.nextToken();
      members(parser, path, wanted, nested, nested);
    }
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

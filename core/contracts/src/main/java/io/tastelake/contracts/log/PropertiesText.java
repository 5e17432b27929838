package io.tastelake.contracts.log;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import io.tastelake.domain.interaction.Unicode;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Properties as they are stored: the same JSON without white space, its numbers as given. */
public final class PropertiesText {

  /** The most that one interaction's properties take, in bytes of UTF-8. */
  public static final int MAX_BYTES = 64 * 1024;

  public static final String ACCEPTED =
      "a JSON object of at most 65,536 bytes in well-formed Unicode, with names without NUL and"
          + " numbers that a double holds";

  private static final int MAX_BYTES_PER_CHAR = 3;

  /** Without an exponent, shorter numbers are finite as a double. */
  private static final int MAX_FINITE_LENGTH = 300;

  private static final JsonFactory JSON =
      new JsonFactoryBuilder()
          .configure(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES, false)
          .configure(JsonFactory.Feature.INTERN_FIELD_NAMES, false)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(64)
                  .maxNumberLength(256)
                  .maxNameLength(MAX_BYTES)
                  .build())
          .build();

  private PropertiesText() {}

  /**
   * Reads the object whose first brace is the parser's current token, up to its last one.
   *
   * @return null if it is too large, or holds text that UTF-8 cannot spell, a name with NUL, or a
   *     number that is infinite as a double: most readers of JSON could not pass it on
   */
  public static String read(JsonParser parser) throws IOException {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(text)) {
      boolean storable = copy(parser, json);
      json.flush();
      String properties = text.toString();
      return storable && fits(properties) ? properties : null;
    }
  }

  /** The object that {@code text} is, as it is stored; none if it is no such object. */
  public static Optional<String> of(String text) {
    try (JsonParser parser = JSON.createParser(text)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return Optional.empty();
      }
      Optional<String> properties = Optional.ofNullable(read(parser));
      return parser.nextToken() == null ? properties : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /**
   * Whether {@code text} can be an interaction's properties as they are stored: one JSON object
   * within the limits.
   */
  public static boolean isStorable(String text) {
    if (!fits(text) || !Unicode.spellable(text)) {
      return false;
    }
    try (JsonParser parser = JSON.createParser(text)) {
      return parser.nextToken() == JsonToken.START_OBJECT
          && passesOver(parser)
          && parser.nextToken() == null;
    } catch (IOException e) {
      return false;
    }
  }

  /** Reads up to the last brace; whether UTF-8 can spell all texts. */
  private static boolean passesOver(JsonParser parser) throws IOException {
    boolean spellable = true;
    for (int depth = 1; depth > 0; ) {
      JsonToken token = parser.nextToken();
      if (token == null) {
        return false;
      }
      depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
      if (token == JsonToken.FIELD_NAME || token == JsonToken.VALUE_STRING) {
        spellable &= Unicode.spellable(parser.getText());
      }
    }
    return spellable;
  }

  private static boolean fits(String properties) {
    return properties.length() <= MAX_BYTES / MAX_BYTES_PER_CHAR
        || properties.getBytes(StandardCharsets.UTF_8).length <= MAX_BYTES;
  }

  private static boolean isFinite(String number) {
    boolean small = number.length() < MAX_FINITE_LENGTH && number.indexOf('e') < 0;
    return (small && number.indexOf('E') < 0) || Double.isFinite(Double.parseDouble(number));
  }

  private static boolean copy(JsonParser parser, JsonGenerator json) throws IOException {
    boolean storable = true;
    int depth = 0;
    JsonToken token = parser.currentToken();
    while (true) {
      switch (token) {
        case START_OBJECT -> json.writeStartObject();
        case END_OBJECT -> json.writeEndObject();
        case START_ARRAY -> json.writeStartArray();
        case END_ARRAY -> json.writeEndArray();
        case FIELD_NAME -> {
          storable &= Unicode.storable(parser.currentName());
          json.writeFieldName(parser.currentName());
        }
        case VALUE_STRING -> {
          storable &= Unicode.spellable(parser.getText());
          json.writeString(parser.getText());
        }
        case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> {
          storable &= isFinite(parser.getText());
          json.writeNumber(parser.getText());
        }
        default -> json.writeRawValue(parser.getText());
      }
      depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
      if (depth == 0) {
        return storable;
      }
      token = parser.nextToken();
    }
  }
}

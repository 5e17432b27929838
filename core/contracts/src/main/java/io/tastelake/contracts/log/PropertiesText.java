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
      "a JSON object of at most 65,536 bytes in well-formed Unicode";

  private static final int MAX_BYTES_PER_CHAR = 3;
  private static final JsonFactory JSON =
      new JsonFactoryBuilder()
          .configure(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES, false)
          .configure(JsonFactory.Feature.INTERN_FIELD_NAMES, false)
          .streamReadConstraints(
              StreamReadConstraints.builder().maxNestingDepth(64).maxNumberLength(256).build())
          .build();

  private PropertiesText() {}

  /**
   * Reads the object whose first brace is the parser's current token, up to its last one.
   *
   * @return null if it is too large, or holds text that UTF-8 cannot spell
   */
  public static String read(JsonParser parser) throws IOException {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(text)) {
      boolean spellable = copy(parser, json);
      json.flush();
      String properties = text.toString();
      return spellable && fits(properties) ? properties : null;
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

  private static boolean fits(String properties) {
    return properties.length() <= MAX_BYTES / MAX_BYTES_PER_CHAR
        || properties.getBytes(StandardCharsets.UTF_8).length <= MAX_BYTES;
  }

  private static boolean copy(JsonParser parser, JsonGenerator json) throws IOException {
    boolean spellable = true;
    int depth = 0;
    JsonToken token = parser.currentToken();
    while (true) {
      switch (token) {
        case START_OBJECT -> json.writeStartObject();
        case END_OBJECT -> json.writeEndObject();
        case START_ARRAY -> json.writeStartArray();
        case END_ARRAY -> json.writeEndArray();
        case FIELD_NAME -> {
          spellable &= Unicode.spellable(parser.currentName());
          json.writeFieldName(parser.currentName());
        }
        case VALUE_STRING -> {
          spellable &= Unicode.spellable(parser.getText());
          json.writeString(parser.getText());
        }
        case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> json.writeNumber(parser.getText());
        default -> json.writeRawValue(parser.getText());
      }
      depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
      if (depth == 0) {
        return spellable;
      }
      token = parser.nextToken();
    }
  }
}

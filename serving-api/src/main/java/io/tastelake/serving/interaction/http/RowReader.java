package io.tastelake.serving.interaction.http;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.tastelake.contracts.log.PropertiesText;
import io.tastelake.domain.interaction.InteractionType;
import io.tastelake.serving.http.Timestamps;
import io.tastelake.serving.identity.JsonId;
import java.io.IOException;
import java.util.Optional;

/** Reads interactions off a stream of tokens. What is wrong with one does not stop the next. */
final class RowReader {

  private final JsonParser parser;
  private final Timestamps timestamps;

  private String interaction;
  private JsonId user;
  private JsonId session;
  private JsonId item;
  private String type;
  private Double timestamp;
  private String properties;
  private Row.Problem problem;

  private RowReader(JsonParser parser, Timestamps timestamps) {
    this.parser = parser;
    this.timestamps = timestamps;
  }

  /** Reads the value at the parser's current token as one interaction. */
  static Row read(JsonParser parser, Timestamps timestamps) throws IOException {
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      parser.skipChildren();
      return Row.wrong("An interaction must be a JSON object.");
    }
    return new RowReader(parser, timestamps).read();
  }

  private Row read() throws IOException {
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      if (parser.nextToken() != JsonToken.VALUE_NULL) {
        readField(name);
      }
    }
    return new Row(interaction, user, session, item, type, timestamp, properties, problem);
  }

  private void readField(String name) throws IOException {
    switch (name) {
      case "interaction_id" -> interaction = text(name);
      case "user_id" -> user = id(name);
      case "session_id" -> session = id(name);
      case "item_id" -> item = id(name);
      case "interaction_type" -> type = type(name);
      case "timestamp" -> timestamp = timestamp(name);
      case "properties" -> properties = properties(name);
      default -> parser.skipChildren();
    }
  }

  private JsonId id(String name) throws IOException {
    JsonId id = JsonId.read(parser);
    if (id == null) {
      refuse(name, "a string or a number");
    }
    return id;
  }

  private String text(String name) throws IOException {
    if (parser.currentToken() == JsonToken.VALUE_STRING) {
      return parser.getText();
    }
    refuse(name, "a string");
    return null;
  }

  private String type(String name) throws IOException {
    boolean text = parser.currentToken() == JsonToken.VALUE_STRING;
    String given = text ? parser.getText() : "";
    if (!InteractionType.isValid(given)) {
      refuse(name, InteractionType.ACCEPTED);
    }
    return given;
  }

  private Double timestamp(String name) throws IOException {
    Optional<Double> seconds = timestamps.read(parser);
    if (seconds.isEmpty()) {
      refuse(name, timestamps.refusal(parser));
    }
    return seconds.filter(timestamps::isGiven).orElse(null);
  }

  private String properties(String name) throws IOException {
    String properties =
        parser.currentToken() == JsonToken.START_OBJECT ? PropertiesText.read(parser) : null;
    if (properties == null) {
      refuse(name, PropertiesText.ACCEPTED);
    }
    return properties;
  }

  /** Notes the first problem, and passes over what stands there. */
  private void refuse(String name, String accepted) throws IOException {
    parser.skipChildren();
    if (problem == null) {
      problem = Row.Problem.type("The field " + name + " must be " + accepted + ".");
    }
  }
}

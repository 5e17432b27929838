package io.tastelake.serving.http;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.util.JsonParserDelegate;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import io.tastelake.domain.interaction.Numbers;
import io.tastelake.domain.interaction.Unicode;
import io.tastelake.serving.identity.JsonId;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The fields of a small JSON object; {@code null} is absent, unknown fields are ignored. */
public final class JsonFields {

  private static final int MAX_TOKENS = 200_000;
  private static final int MAX_TEXT_LENGTH = 1024;
  private static final int MAX_NAME_LENGTH = 255;

  /** Ids may be spelled with a fraction or an exponent: a double would round them. */
  private static final ObjectReader EXACT =
      Json.MAPPER.reader().with(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

  private static final BodyReader<Optional<JsonId>> ID =
      parser -> Optional.ofNullable(JsonId.read(parser));
  private static final String AN_ID = "a string or a number";

  private final JsonNode object;

  private JsonFields(JsonNode object) {
    this.object = object;
  }

  static JsonFields read(JsonParser parser) throws IOException {
    return new JsonFields(EXACT.readTree(new Bounded(parser)));
  }

  /** A JSON text with its numbers as they are. */
  static JsonNode exact(String text) throws JsonProcessingException {
    return EXACT.readTree(text);
  }

  /** Ends a body before its tree takes the heap: a token may cost forty times its bytes. */
  private static final class Bounded extends JsonParserDelegate {

    private int tokens;

    Bounded(JsonParser parser) {
      super(parser);
    }

    @Override
    public JsonToken nextToken() throws IOException {
      if (++tokens > MAX_TOKENS) {
        throw wrong(
            "The body has more than %,d names and values: send a smaller body."
                .formatted(MAX_TOKENS));
      }
      return super.nextToken();
    }
  }

  /** The whole object. */
  public JsonNode object() {
    return object;
  }

  /**
   * A string of at most 1,024 characters, without NUL, if it is there.
   *
   * @throws ApiException {@code WrongData} if it is something else
   */
  public Optional<String> text(String name) {
    return text(name, MAX_TEXT_LENGTH);
  }

  /**
   * A cursor, if it is there; an empty one is absent.
   *
   * @throws ApiException {@code WrongData} if it is something else
   */
  public Optional<String> cursor(String name) {
    return text(name, Cursors.MAX_LENGTH).filter(text -> !text.isEmpty());
  }

  private Optional<String> text(String name, int longest) {
    JsonNode value = object.path(name);
    if (value.isMissingNode() || value.isNull()) {
      return Optional.empty();
    }
    if (!value.isTextual()) {
      throw wrong("The field " + name + " must be a string.");
    }
    String text = value.textValue();
    if (text.length() > longest || text.indexOf('\0') >= 0 || !Unicode.spellable(text)) {
      throw wrong(
          "The field %s must be a string of at most %,d characters, without NUL."
              .formatted(name, longest));
    }
    return Optional.of(text);
  }

  /**
   * A string of at least one character.
   *
   * @throws ApiException {@code WrongData} if it is missing or something else
   */
  public String requiredText(String name) {
    return text(name)
        .filter(text -> !text.isEmpty())
        .orElseThrow(() -> wrong("The field " + name + " is missing: it must be a string."));
  }

  /**
   * A string of 1 to 255 characters, short enough for every index.
   *
   * @throws ApiException {@code WrongData} if it is missing or something else
   */
  public String requiredName(String name) {
    String text = requiredText(name);
    if (text.codePointCount(0, text.length()) > MAX_NAME_LENGTH) {
      throw wrong(
          "The field %s must be a string of at most %d characters."
              .formatted(name, MAX_NAME_LENGTH));
    }
    return text;
  }

  /**
   * Unix seconds, as a number or as text of one, if they are there.
   *
   * @throws ApiException {@code WrongData} if it is something else
   */
  public Optional<Double> timestamp(String name) {
    return read(
            object.path(name),
            name,
            Timestamps.UNIX_SECONDS::read,
            Timestamps.UNIX_SECONDS.accepted())
        .filter(Timestamps.UNIX_SECONDS::isGiven);
  }

  /**
   * An id, as a string or a number, if it is there.
   *
   * @throws ApiException {@code WrongData} if it is something else
   */
  public Optional<JsonId> id(String name) {
    return read(object.path(name), name, ID, AN_ID);
  }

  /**
   * An id, as a string or a number.
   *
   * @throws ApiException {@code WrongData} if it is missing or something else
   */
  public JsonId requiredId(String name) {
    return id(name)
        .orElseThrow(() -> wrong("The field " + name + " is missing: it must be an id."));
  }

  /**
   * A list of ids, each a string or a number, if it is there.
   *
   * @throws ApiException {@code WrongData} if it is something else
   */
  public Optional<List<JsonId>> ids(String name) {
    JsonNode value = object.path(name);
    if (value.isMissingNode() || value.isNull()) {
      return Optional.empty();
    }
    if (!value.isArray()) {
      throw wrong("The field " + name + " must be a list of ids.");
    }
    List<JsonId> ids = new ArrayList<>(value.size());
    for (JsonNode id : value) {
      String place = name + "[" + ids.size() + "]";
      ids.add(
          read(id, place, ID, AN_ID).orElseThrow(() -> wrong(place + " must be " + AN_ID + ".")));
    }
    return Optional.of(ids);
  }

  /**
   * A whole number of at least 1; one above {@code most} counts as {@code most}.
   *
   * @throws ApiException {@code WrongData} if it is something else
   */
  public int amount(String name, int otherwise, int most) {
    JsonNode value = object.path(name);
    if (value.isMissingNode() || value.isNull()) {
      return otherwise;
    }
    double number = Numbers.finite(value.asText()).orElse(0.0);
    if (number < 1 || number != Math.rint(number)) {
      throw wrong("The field " + name + " must be a whole number of at least 1.");
    }
    return (int) Math.min(number, most);
  }

  /**
   * A whole number from 1 to {@code most}.
   *
   * @throws ApiException {@code WrongData} if it is something else
   */
  public int amountWithin(String name, int otherwise, int most) {
    int amount = amount(name, otherwise, Integer.MAX_VALUE);
    if (amount > most) {
      throw wrong("The field " + name + " must be at most " + most + ".");
    }
    return amount;
  }

  /**
   * A yes or no, if it is there, spelled as in JSON or as in a query.
   *
   * @throws ApiException {@code WrongData} if it is something else
   */
  public Optional<Boolean> flag(String name) {
    JsonNode value = object.path(name);
    if (value.isMissingNode() || value.isNull()) {
      return Optional.empty();
    }
    Optional<Boolean> read = Flags.read(value.asText());
    if (read.isEmpty()) {
      throw wrong("The field " + name + " must be true or false.");
    }
    return read;
  }

  /** What {@code reader} makes of a value that is there; empty is a refusal. */
  private static <T> Optional<T> read(
      JsonNode value, String name, BodyReader<Optional<T>> reader, String accepted) {
    if (value.isMissingNode() || value.isNull()) {
      return Optional.empty();
    }
    try (JsonParser parser = value.traverse()) {
      parser.nextToken();
      Optional<T> read = reader.read(parser);
      if (read.isEmpty()) {
        throw wrong("The field " + name + " must be " + accepted + ".");
      }
      return read;
    } catch (IOException e) {
      throw new IllegalStateException("a tree is in memory", e);
    }
  }

  private static ApiException wrong(String message) {
    return ApiException.wrongData(ErrorName.WRONG_DATA_TYPE, message);
  }
}

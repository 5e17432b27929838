package io.tastelake.serving.http;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import io.javalin.http.Context;
import io.tastelake.contracts.log.JsonProblem;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** A request's body as a JSON object; no body at all, and {@code null}, are an empty one. */
final class JsonBody {

  private static final String LIMITS =
      "it nests deeper than %d, or holds a string of more than %,d characters, a name of more than"
              .formatted(Json.DEEPEST, Json.MAX_STRING_LENGTH)
          + " 1,024 or a number of more than 256 digits";

  private JsonBody() {}

  /**
   * What {@code reader} makes of the body.
   *
   * @throws ApiException {@code WrongData} if it is too large, of another type, or no JSON object
   */
  static <T> T read(Context context, RequestBody body, BodyReader<T> reader) {
    if (Beacon.of(context).isEmpty()) {
      requireJson(context, false);
    }
    try {
      return read(body.stream(), reader);
    } catch (IOException e) {
      throw cutOff();
    }
  }

  static <T> T read(InputStream body, BodyReader<T> reader) {
    try (JsonParser parser = Json.FACTORY.createParser(strictUtf8(body))) {
      JsonToken first = parser.nextToken();
      if (first == null || first == JsonToken.VALUE_NULL) {
        return readEmpty(reader);
      }
      if (first != JsonToken.START_OBJECT) {
        throw malformed("The body is not a JSON object: it must start with '{'.");
      }
      T read = reader.read(parser);
      if (parser.nextToken() != null) {
        throw malformed("The body has content after the JSON object: send one object only.");
      }
      return read;
    } catch (JsonProcessingException e) {
      throw malformed("The body is not valid JSON: " + sentence(e));
    } catch (CharacterCodingException e) {
      throw malformed("The body is not UTF-8: encode its text as UTF-8.");
    } catch (NumberFormatException e) {
      throw malformed("A number in the body is too large or too small: write it without exponent.");
    } catch (IOException e) {
      throw cutOff();
    }
  }

  /** What is answered to a body that ends early. */
  static ApiException cutOff() {
    return malformed("The body ended early or could not be read: send it again.");
  }

  /** The JSON library takes overlong forms, by which one text has two spellings. */
  private static Reader strictUtf8(InputStream body) {
    return new InputStreamReader(
        body,
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT));
  }

  private static <T> T readEmpty(BodyReader<T> reader) throws IOException {
    try (JsonParser parser = Json.FACTORY.createParser("{}")) {
      parser.nextToken();
      return reader.read(parser);
    }
  }

  /**
   * Refuses bodies that cannot be a beacon's: browsers label JSON as text.
   *
   * @throws ApiException {@code WrongData} if the body is of another type
   */
  static void requireJsonOrText(Context context) {
    requireJson(context, true);
  }

  private static void requireJson(Context context, boolean orText) {
    String type = context.header("Content-Type");
    if (type != null && !isJson(type, orText)) {
      throw malformed(
          "Bodies of type '"
              + type
              + "' are not supported: send JSON as application/json in UTF-8"
              + " (with the Python client, serializer='json').");
    }
  }

  private static boolean isJson(String contentType, boolean orText) {
    String[] parts = contentType.toLowerCase(Locale.ROOT).split(";", -1);
    String type = parts[0].strip();
    boolean json =
        type.isEmpty()
            || (orText && type.equals("text/plain"))
            || type.equals("application/json")
            || type.matches("application/\\S+\\+json");
    for (int i = 1; i < parts.length; i++) {
      String parameter = parts[i].replace("\"", "").strip();
      json &= !parameter.startsWith("charset=") || parameter.matches("charset=(utf-?8|us-ascii)");
    }
    return json;
  }

  private static String sentence(JsonProcessingException e) {
    String where =
        e.getLocation() == null
            ? ""
            : " (line %d, column %d)"
                .formatted(e.getLocation().getLineNr(), e.getLocation().getColumnNr());
    return problem(e) + where + ".";
  }

  /** What the library says of the text, without what it advises programmers who use it. */
  private static String problem(JsonProcessingException e) {
    if (e instanceof StreamConstraintsException) {
      return LIMITS;
    }
    if (e instanceof JsonEOFException) {
      return "it ends before its last bracket";
    }
    return JsonProblem.of(e);
  }

  private static ApiException malformed(String message) {
    return ApiException.wrongData(ErrorName.WRONG_DATA_TYPE, message);
  }
}

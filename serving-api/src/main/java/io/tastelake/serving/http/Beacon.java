package io.tastelake.serving.http;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.javalin.http.Context;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/**
 * A request as {@code navigator.sendBeacon} makes it: without headers of its own, of type {@code
 * text/plain}, with the token in the body. Nothing of the body but the token is looked at before
 * the token is verified.
 */
final class Beacon {

  /** What browsers send at most; that much is read of a caller who is not known yet. */
  static final int MAX_BYTES = 64 << 10;

  private static final String ATTRIBUTE = Beacon.class.getName();

  private final byte[] body;
  private final Optional<String> token;

  private Beacon(byte[] body) {
    this.body = body;
    this.token = JsonBody.read(stream(), Beacon::readToken);
  }

  /**
   * Reads the request's body.
   *
   * @throws ApiException {@code WrongData} if it is too large, of another type, or no JSON object
   */
  static void read(Context context, BodyLimit limit) {
    JsonBody.requireJsonOrText(context);
    try (InputStream stream = limit.open(context)) {
      byte[] body = stream.readNBytes(MAX_BYTES + 1);
      if (body.length > MAX_BYTES) {
        throw tooLarge();
      }
      context.attribute(ATTRIBUTE, new Beacon(body));
    } catch (IOException e) {
      throw JsonBody.cutOff();
    }
  }

  static ApiException tooLarge() {
    return ApiException.wrongData(
        ErrorName.WRONG_DATA_TYPE,
        "The beacon is larger than %,d bytes: send fewer interactions at once."
            .formatted(MAX_BYTES));
  }

  /** The beacon that the request is, if it was read as one. */
  static Optional<Beacon> of(Context context) {
    return Optional.ofNullable(context.attribute(ATTRIBUTE));
  }

  /**
   * The value of the header Authorization or what stands for it; null if there is none.
   *
   * @throws ApiException {@code AuthError} if it is a beacon without a token
   */
  static String authorization(Context context) {
    return of(context).map(Beacon::authorization).orElseGet(() -> context.header("Authorization"));
  }

  private String authorization() {
    return token
        .filter(text -> !text.isBlank())
        .map(text -> "Bearer " + text)
        .orElseThrow(
            () ->
                ApiException.unauthorized(
                    ErrorName.INCORRECT_JWT_TOKEN,
                    "The beacon has no token: its body must be {\"token\": \"…\","
                        + " \"interactions\": […]}, with a token of a login."));
  }

  InputStream stream() {
    return new ByteArrayInputStream(body);
  }

  private static Optional<String> readToken(JsonParser parser) throws IOException {
    Optional<String> token = Optional.empty();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      boolean wanted = parser.currentName().equals("token");
      if (parser.nextToken() == JsonToken.VALUE_STRING && wanted) {
        token = Optional.of(parser.getText());
      }
      parser.skipChildren();
    }
    return token;
  }
}

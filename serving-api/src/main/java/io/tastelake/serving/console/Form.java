package io.tastelake.serving.console;

import io.javalin.http.Context;
import io.tastelake.serving.http.ApiException;
import io.tastelake.serving.http.ErrorName;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** The fields of a form, as a browser sends them. */
final class Form {

  private static final int MAX_BYTES = 16 << 10;
  private static final String TYPE = "application/x-www-form-urlencoded";
  private static final String ATTRIBUTE = Form.class.getName();

  private Form() {}

  /**
   * The fields by name.
   *
   * @throws ApiException {@code WrongData} if it is no form, or a large one
   */
  static Map<String, String> of(Context context) throws IOException {
    Map<String, String> read = context.attribute(ATTRIBUTE);
    if (read != null) {
      return read;
    }
    String type = context.contentType();
    if (type == null || !type.startsWith(TYPE)) {
      throw wrong("The body must be a form of type " + TYPE + ".");
    }
    try (InputStream body = context.req().getInputStream()) {
      byte[] bytes = body.readNBytes(MAX_BYTES + 1);
      if (bytes.length > MAX_BYTES) {
        throw wrong("The form is larger than %,d bytes.".formatted(MAX_BYTES));
      }
      Map<String, String> fields = fields(new String(bytes, StandardCharsets.UTF_8));
      context.attribute(ATTRIBUTE, fields);
      return fields;
    }
  }

  private static Map<String, String> fields(String text) {
    Map<String, String> fields = new HashMap<>();
    for (String pair : text.split("&", -1)) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        fields.put(decoded(pair.substring(0, equals)), decoded(pair.substring(equals + 1)));
      }
    }
    return fields;
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw wrong("The form's escapes are malformed.");
    }
  }

  private static ApiException wrong(String message) {
    return ApiException.wrongData(ErrorName.WRONG_DATA_TYPE, message);
  }
}

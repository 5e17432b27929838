package io.tastelake.s3;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** What stands behind the question mark of a request. */
record Query(Map<String, String> values) {

  static Query of(URI request) {
    Map<String, String> values = new HashMap<>();
    String text = request.getRawQuery();
    if (text != null) {
      for (String part : text.split("&", -1)) {
        String[] sides = part.split("=", 2);
        values.put(decoded(sides[0]), sides.length < 2 ? "" : decoded(sides[1]));
      }
    }
    return new Query(values);
  }

  boolean names(String name) {
    return values.containsKey(name);
  }

  String get(String name, String otherwise) {
    return values.getOrDefault(name, otherwise);
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }
}

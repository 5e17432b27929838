package io.tastelake.standalone.demo;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** An id in an address, where most of what text ids may hold must be escaped. */
final class PathSegment {

  private PathSegment() {}

  /** {@code text} as a segment of a path, or as a value of a query. */
  static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}

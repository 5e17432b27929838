package io.tastelake.serving.document;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** A path with parameters in braces; those with fewer parameters come first. */
record PathTemplate(String text) implements Comparable<PathTemplate> {

  /** Whether {@code asked}, however it is spelled, is such a path. */
  boolean matches(String asked) {
    List<String> segments = segments(asked.split("[?#]", 2)[0]);
    if (!segments.isEmpty() && segments.get(0).equals("v1")) {
      segments = segments.subList(1, segments.size());
    }
    List<String> wanted = segments(text);
    if (segments.size() != wanted.size()) {
      return false;
    }
    for (int i = 0; i < wanted.size(); i++) {
      if (!wanted.get(i).startsWith("{") && !wanted.get(i).equals(segments.get(i))) {
        return false;
      }
    }
    return true;
  }

  /** Where the document describes the path. */
  String pointer() {
    return "/paths/" + text.replace("~", "~0").replace("/", "~1");
  }

  @Override
  public int compareTo(PathTemplate other) {
    return Long.compare(parameters(), other.parameters());
  }

  private long parameters() {
    return text.chars().filter(character -> character == '{').count();
  }

  private static List<String> segments(String path) {
    return Arrays.stream(path.split("/", -1))
        .filter(segment -> !segment.isEmpty())
        .map(PathTemplate::decoded)
        .toList();
  }

  private static String decoded(String segment) {
    try {
      return URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return segment; // no well-formed path: it is no known one
    }
  }
}

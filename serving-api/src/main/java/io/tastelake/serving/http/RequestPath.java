package io.tastelake.serving.http;

import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * One spelling for every path: no {@code /v1}, no repeated or trailing slashes, and percent-encoded
 * only what has to be (RFC 3986, section 6.2.2.2: unreserved characters never are).
 */
final class RequestPath {

  private static final String ALL = "%2A";
  private static final Pattern BAD_ESCAPE = Pattern.compile("%(?![0-9a-fA-F]{2})");
  private static final Pattern ESCAPES = Pattern.compile("(?:%[0-9a-fA-F]{2})+");
  private static final Pattern UNRESERVED_ESCAPE =
      Pattern.compile("%(2[dDeE]|3[0-9]|4[1-9a-fA-F]|5[0-9aAfF]|6[1-9a-fA-F]|7[0-9aAeE])");

  private RequestPath() {}

  /** The one spelling of the path that {@code raw} spells, beginning with a slash. */
  static String canonical(String raw) {
    StringBuilder path = new StringBuilder(raw.length() + 1);
    boolean first = true;
    for (String segment : raw.split("/", -1)) {
      if (!segment.isEmpty()) {
        String spelled = spelled(segment);
        if (!(first && spelled.equals("v1"))) {
          path.append('/').append(spelled);
        }
        first = false;
      }
    }
    return path.isEmpty() ? "/" : path.toString();
  }

  /**
   * Whether every percent sign of {@code path} begins an escape, and the escapes spell UTF-8: what
   * does not would become the same character as any other that does not.
   */
  static boolean wellEscaped(String path) {
    return path.indexOf('%') < 0
        || (!BAD_ESCAPE.matcher(path).find()
            && ESCAPES.matcher(path).results().allMatch(escapes -> isUtf8(escapes.group())));
  }

  private static boolean isUtf8(String escapes) {
    byte[] bytes = HexFormat.of().parseHex(escapes.replace("%", ""));
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)) != null;
    } catch (CharacterCodingException e) {
      return false;
    }
  }

  /** An asterisk means all of something; escaped, it is no wildcard of the router. */
  private static String spelled(String segment) {
    if (segment.equals("*") || segment.equalsIgnoreCase(ALL)) {
      return ALL;
    }
    return segment.indexOf('%') < 0 ? segment : unescapeUnreserved(segment);
  }

  private static String unescapeUnreserved(String segment) {
    return UNRESERVED_ESCAPE
        .matcher(segment)
        .replaceAll(escape -> URLDecoder.decode(escape.group(), StandardCharsets.US_ASCII));
  }
}

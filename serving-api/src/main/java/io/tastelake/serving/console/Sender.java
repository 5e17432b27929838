package io.tastelake.serving.console;

import io.javalin.http.Context;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Whose page sends a request, as the browser says. Browsers send {@code Sec-Fetch-Site} over TLS
 * and to loopback alone; elsewhere {@code Origin} has to name the host that the request is for.
 */
final class Sender {

  private Sender() {}

  /** Whether a page of another site sends this. */
  static boolean isForeign(Context context) {
    String site = context.header("Sec-Fetch-Site");
    if (site != null) {
      return !site.equals("same-origin") && !site.equals("none");
    }
    String origin = context.header("Origin");
    return origin != null && hosts(context).noneMatch(host(origin)::equals);
  }

  /** What the request is for; a proxy may ask under another name, and no page sets its header. */
  private static Stream<String> hosts(Context context) {
    return Stream.of("Host", "X-Forwarded-Host")
        .map(context::header)
        .filter(value -> value != null && !value.isBlank())
        .flatMap(value -> Arrays.stream(value.split(",", -1)))
        .map(Sender::host);
  }

  /** Host and port of an origin or a host, without the port that goes without saying. */
  private static String host(String text) {
    String lower = text.strip().toLowerCase(Locale.ROOT);
    String host = lower.replaceFirst("^https?://", "");
    String port = lower.startsWith("https:") ? ":443" : ":80";
    return host.endsWith(port) ? host.substring(0, host.length() - port.length()) : host;
  }
}

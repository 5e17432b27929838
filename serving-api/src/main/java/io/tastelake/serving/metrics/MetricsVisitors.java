package io.tastelake.serving.metrics;

import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;

/**
 * Who may look at the metrics: whoever shows the token, in a header or in the address. Where there
 * is none, everybody who calls a loopback port by its own name, so that no page of a browser reads
 * it through a name of its own.
 */
final class MetricsVisitors {

  private static final String SCHEME = "Bearer ";
  private static final String PARAMETER = "token";
  private static final Set<String> LOOPBACK_NAMES =
      Set.of("localhost", "127.0.0.1", "[::1]", "::1");

  private final Optional<String> token;
  private final boolean loopback;

  private MetricsVisitors(Optional<String> token, boolean loopback) {
    this.token = token;
    this.loopback = loopback;
  }

  static MetricsVisitors of(MetricsServer.Settings settings) {
    InetSocketAddress address = new InetSocketAddress(settings.host(), settings.port());
    boolean loopback = !address.isUnresolved() && address.getAddress().isLoopbackAddress();
    return new MetricsVisitors(settings.token(), loopback);
  }

  boolean mayLook(Request request) {
    return token.isPresent()
        ? shows(request, token.get())
        : !loopback || LOOPBACK_NAMES.contains(Request.getServerName(request));
  }

  private static boolean shows(Request request, String token) {
    String header = request.getHeaders().get(HttpHeader.AUTHORIZATION);
    return equal(header, SCHEME + token)
        || equal(Request.extractQueryParameters(request).getValue(PARAMETER), token);
  }

  private static boolean equal(String shown, String expected) {
    return shown != null
        && MessageDigest.isEqual(
            shown.getBytes(StandardCharsets.UTF_8), expected.getBytes(StandardCharsets.UTF_8));
  }
}

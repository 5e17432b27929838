package io.tastelake.standalone.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.flink.shaded.netty4.io.netty.handler.codec.http.HttpHeaderNames;
import org.apache.flink.shaded.netty4.io.netty.handler.codec.http.HttpMethod;
import org.apache.flink.shaded.netty4.io.netty.handler.codec.http.HttpRequest;
import org.apache.flink.shaded.netty4.io.netty.handler.codec.http.QueryStringDecoder;
import org.apache.flink.shaded.netty4.io.netty.handler.codec.http.cookie.ServerCookieDecoder;

/**
 * The head of a request to Flink's REST server.
 *
 * @param port that it came in by
 */
record Visitor(HttpRequest request, int port) {

  private static final String PARAMETER = "token";
  private static final String SCHEME = "Bearer ";

  /**
   * Files of the web interface, and what they show. Nothing is escaped in these paths, and two that
   * end a job by GET (yarn-cancel, yarn-stop) are none of them.
   */
  private static final Pattern READABLE =
      Pattern.compile(
          "/(?:[\\w.-]*|assets/[\\w./-]*|(?:jobs|jobmanager|taskmanagers)(?:/(?!yarn-)[\\w.:-]*)*)");

  /** Whether the request only reads, and was meant for this server by a page of this server. */
  boolean reads() {
    Set<String> names = Set.of("127.0.0.1:" + port, "localhost:" + port);
    String origin = request.headers().get(HttpHeaderNames.ORIGIN);
    return request.method().equals(HttpMethod.GET)
        && request.headers().get(HttpHeaderNames.CONTENT_LENGTH, "0").equals("0")
        && !request.headers().contains(HttpHeaderNames.TRANSFER_ENCODING)
        && request.headers().getAll(HttpHeaderNames.HOST).size() == 1
        && names.contains(request.headers().get(HttpHeaderNames.HOST))
        && (origin == null || names.stream().anyMatch(name -> origin.equals("http://" + name)))
        && READABLE.matcher(path()).matches();
  }

  /** Whether the token comes in a header, a cookie or the address. */
  boolean shows(String token) {
    return (comesWithLink() && equal(linkTokens().get(0), token))
        || equal(request.headers().get(HttpHeaderNames.AUTHORIZATION, ""), SCHEME + token)
        || request.headers().getAll(HttpHeaderNames.COOKIE).stream()
            .flatMap(cookies -> ServerCookieDecoder.STRICT.decode(cookies).stream())
            .anyMatch(cookie -> cookie.name().equals(name(port)) && equal(cookie.value(), token));
  }

  /** Whether somebody opens the address that holds the token. */
  boolean comesWithLink() {
    return path().equals("/") && linkTokens().size() == 1;
  }

  /** What makes a browser show {@code token} from now on, to this server's own pages alone. */
  static String cookie(String token, int port) {
    return name(port) + "=" + token + "; Path=/; HttpOnly; SameSite=Strict";
  }

  // Browsers send a host's cookies to all of its ports.
  private static String name(int port) {
    return "tastelake-flink-" + port;
  }

  private String path() {
    return request.uri().split("\\?", 2)[0];
  }

  private List<String> linkTokens() {
    return new QueryStringDecoder(request.uri()).parameters().getOrDefault(PARAMETER, List.of());
  }

  private static boolean equal(String shown, String expected) {
    return MessageDigest.isEqual(shown.getBytes(UTF_8), expected.getBytes(UTF_8));
  }
}

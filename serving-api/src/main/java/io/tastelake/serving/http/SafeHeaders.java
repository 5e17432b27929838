package io.tastelake.serving.http;

import java.util.Map;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Tells browsers to make nothing of an answer but what it says it is, and to frame none. */
final class SafeHeaders extends Handler.Wrapper {

  static final String POLICY = "Content-Security-Policy";

  private static final Map<String, String> HEADERS =
      Map.of(
          "X-Content-Type-Options",
          "nosniff",
          POLICY,
          "default-src 'none'; frame-ancestors 'none'",
          "Referrer-Policy",
          "no-referrer");

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    HEADERS.forEach(response.getHeaders()::put);
    return super.handle(request, response, callback);
  }
}

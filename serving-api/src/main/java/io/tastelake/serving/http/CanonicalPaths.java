package io.tastelake.serving.http;

import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Hands every request on under its path's one spelling, so that routes are written once. */
final class CanonicalPaths extends Handler.Wrapper {

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    String raw = request.getHttpURI().getPath();
    if (raw != null && !RequestPath.wellEscaped(raw)) {
      return refused(request, response, callback);
    }
    String canonical = RequestPath.canonical(raw == null ? "/" : raw);
    if (canonical.equals(raw)) {
      return super.handle(request, response, callback);
    }
    HttpURI respelled;
    try {
      respelled = HttpURI.build(request.getHttpURI()).path(canonical).asImmutable();
    } catch (IllegalArgumentException leadsOutOfTheRoot) {
      return refused(request, response, callback);
    }
    return super.handle(new Respelled(request, respelled), response, callback);
  }

  private static boolean refused(Request request, Response response, Callback callback) {
    Response.writeError(request, response, callback, 400);
    return true;
  }

  private static final class Respelled extends Request.Wrapper {

    private final HttpURI uri;

    Respelled(Request request, HttpURI uri) {
      super(request);
      this.uri = uri;
    }

    @Override
    public HttpURI getHttpURI() {
      return uri;
    }
  }
}

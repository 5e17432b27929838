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
      Response.writeError(request, response, callback, 400);
      return true;
    }
    String canonical = RequestPath.canonical(raw == null ? "/" : raw);
    return super.handle(
        canonical.equals(raw) ? request : new Respelled(request, canonical), response, callback);
  }

  private static final class Respelled extends Request.Wrapper {

    private final HttpURI uri;

    Respelled(Request request, String path) {
      super(request);
      this.uri = HttpURI.build(request.getHttpURI()).path(path).asImmutable();
    }

    @Override
    public HttpURI getHttpURI() {
      return uri;
    }
  }
}

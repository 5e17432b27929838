package io.tastelake.serving.http;

import java.util.concurrent.Semaphore;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Refuses at once what is beyond so many requests, before any of it is worked on. */
final class Admission extends Handler.Wrapper {

  private static final String HEALTH = "/health/";

  private final Semaphore free;

  Admission(int requests) {
    this.free = new Semaphore(requests);
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    String path = request.getHttpURI().getPath();
    if (path != null && path.startsWith(HEALTH)) {
      return super.handle(request, response, callback);
    }
    if (!free.tryAcquire()) {
      response.getHeaders().put("Connection", "close");
      ServerErrors.write(
          ApiException.overloaded(
              "This instance is at its limit of concurrent requests and did not process this one:"
                  + " retry."),
          request,
          response,
          callback);
      return true;
    }
    Request.addCompletionListener(request, failure -> free.release());
    return super.handle(request, response, callback);
  }
}

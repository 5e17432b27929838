package io.tastelake.serving.http;

import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/** The four-key body for what fails before a request reaches a route. */
final class ServerErrors extends ErrorHandler {

  private static final int FIRST_OF_OURS = 500;
  private static final int HTTP_VERSION_NOT_SUPPORTED = 505;

  @Override
  public boolean errorPageForMethod(String method) {
    return true;
  }

  @Override
  protected void generateResponse(
      Request request,
      Response response,
      int code,
      String message,
      Throwable cause,
      Callback callback) {
    ApiException error = error(code);
    response.setStatus(error.kind().status());
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
    response.write(true, ByteBuffer.wrap(ErrorResponses.body(error)), callback);
  }

  private static ApiException error(int code) {
    if (code == ErrorKind.SERVER_UNAVAILABLE.status()) {
      return ApiException.unavailable(
          ErrorName.DATABASE_NOT_READY, "This instance is stopping: ask another one, or later.");
    }
    if (code >= FIRST_OF_OURS && code != HTTP_VERSION_NOT_SUPPORTED) {
      return ApiException.serverError();
    }
    return ApiException.wrongData(
        ErrorName.WRONG_DATA_TYPE,
        "The request is no well-formed HTTP, or its head is too large (status " + code + ").");
  }
}

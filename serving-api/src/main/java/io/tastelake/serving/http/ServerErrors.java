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
    write(error(code), request, response, callback);
  }

  /** Answers with {@code error}. */
  static void write(ApiException error, Request request, Response response, Callback callback) {
    String path = RequestPath.canonical(request.getHttpURI().getCanonicalPath());
    response.setStatus(ErrorResponses.status(error.kind(), path));
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
    error.retryAfter().ifPresent(s -> response.getHeaders().put(HttpHeader.RETRY_AFTER, s));
    response.write(true, ByteBuffer.wrap(ErrorResponses.body(error)), callback);
  }

  private static ApiException error(int code) {
    if (code == ErrorKind.SERVER_UNAVAILABLE.status()) {
      return ApiException.overloaded(
          "This instance is shutting down: retry, or use another instance.");
    }
    if (code >= FIRST_OF_OURS && code != HTTP_VERSION_NOT_SUPPORTED) {
      return ApiException.serverError();
    }
    return ApiException.wrongData(
        ErrorName.WRONG_DATA_TYPE,
        "The request is not valid HTTP, or its head is too large (status " + code + ").");
  }
}

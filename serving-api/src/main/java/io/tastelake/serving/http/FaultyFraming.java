package io.tastelake.serving.http;

import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Refuses Transfer-Encoding in HTTP/1.0, which does not know it: a proxy may see the end of such a
 * request elsewhere (RFC 9112, 6.1). The connection ends with the answer.
 */
final class FaultyFraming extends Handler.Wrapper {

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    boolean isFaulty =
        request.getConnectionMetaData().getHttpVersion().compareTo(HttpVersion.HTTP_1_1) < 0
            && request.getHeaders().contains(HttpHeader.TRANSFER_ENCODING);
    if (!isFaulty) {
      return super.handle(request, response, callback);
    }
    response.getHeaders().put(HttpHeader.CONNECTION, "close");
    ServerErrors.write(faulty(), request, response, callback);
    return true;
  }

  private static ApiException faulty() {
    return ApiException.wrongData(
        ErrorName.WRONG_DATA_TYPE,
        "HTTP/1.0 has no Transfer-Encoding: send the request as HTTP/1.1, or with a"
            + " Content-Length.");
  }
}

package io.tastelake.serving.http;

import io.javalin.http.Context;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.eclipse.jetty.server.Request;

/**
 * Who is at the other end of a request's connection.
 *
 * @param address names the client or its network
 */
record Client(String address, Connections connections, Request request) {

  /** The server's own view of the request. */
  static Request request(Context context) {
    return ServletContextRequest.getServletContextRequest(context.req());
  }

  /**
   * Notes whose valid token came. All frontend tokens of an organization count as one holder, and
   * all others as another: neither accounts nor logins give anybody a larger share.
   */
  void known(Caller caller) {
    String organization = caller.organization().value();
    String holder = caller.role() == Role.FRONTEND ? "frontend of " + organization : organization;
    connections.known(request.getConnectionMetaData().getConnection(), holder);
  }
}

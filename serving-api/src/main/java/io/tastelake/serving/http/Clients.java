package io.tastelake.serving.http;

import io.javalin.http.Context;
import org.eclipse.jetty.server.Request;

/** Knows who is at the other end of requests. */
record Clients(ClientAddresses addresses, Connections connections) {

  Client of(Context context) {
    Request request = Client.request(context);
    return new Client(addresses.of(request), connections, request);
  }
}

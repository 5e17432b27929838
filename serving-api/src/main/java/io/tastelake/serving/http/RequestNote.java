package io.tastelake.serving.http;

import io.javalin.http.Context;
import org.eclipse.jetty.server.Request;

/** What is known of a request while it is served, for metrics and logs: no path and no ids. */
final class RequestNote {

  /** Of requests that match no route. */
  static final String NO_ROUTE = "none";

  private static final String ATTRIBUTE = RequestNote.class.getName();

  private final String id;
  private volatile String route = NO_ROUTE;

  private RequestNote(String id) {
    this.id = id;
  }

  /** A note that goes with {@code request}. */
  static RequestNote on(Request request, String id) {
    RequestNote note = new RequestNote(id);
    request.setAttribute(ATTRIBUTE, note);
    return note;
  }

  /** Notes which route the request matches. */
  static void route(Context context, String route) {
    if (context.req().getAttribute(ATTRIBUTE) instanceof RequestNote note) {
      note.route = route;
    }
  }

  /** Which route a request matches. */
  static String route(Context context) {
    return context.req().getAttribute(ATTRIBUTE) instanceof RequestNote note
        ? note.route
        : NO_ROUTE;
  }

  String id() {
    return id;
  }

  String route() {
    return route;
  }
}

package io.tastelake.serving.http;

import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.io.IOException;

/** What the requests of a page go through. */
final class PageHandler implements Handler {

  private final Page page;
  private final Clients clients;

  PageHandler(Page page, Clients clients) {
    this.page = page;
    this.clients = clients;
  }

  @Override
  public void handle(Context context) throws IOException {
    RequestNote.route(context, page.path());
    page.answer().to(context, clients.of(context).address());
  }
}

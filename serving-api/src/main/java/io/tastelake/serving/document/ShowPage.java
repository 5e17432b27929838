package io.tastelake.serving.document;

import io.tastelake.serving.http.Endpoint;
import io.tastelake.serving.http.RequestContext;
import io.tastelake.serving.http.Route;

/** {@code GET /docs}: a page that shows the document and tries what it says. */
public final class ShowPage implements Endpoint {

  private final ServedFile page = ServedFile.of("text/html; charset=utf-8", "docs.html");

  @Override
  public Route route() {
    return Route.get("/docs", Route.OPEN);
  }

  @Override
  public void answer(RequestContext context) {
    page.answer(context);
  }
}

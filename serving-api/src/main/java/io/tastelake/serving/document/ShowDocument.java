package io.tastelake.serving.document;

import io.tastelake.serving.http.Endpoint;
import io.tastelake.serving.http.RequestContext;
import io.tastelake.serving.http.Route;

/** {@code GET /openapi.json}: the API as an OpenAPI 3.1 document. */
public final class ShowDocument implements Endpoint {

  private final ServedFile document = ServedFile.of("application/json", "openapi.json");

  @Override
  public Route route() {
    return Route.get("/openapi.json", Route.OPEN);
  }

  @Override
  public void answer(RequestContext context) {
    document.answer(context);
  }
}

package io.tastelake.serving.http;

import java.io.IOException;

/** {@code GET /health/ready}: 200 once requests are served. */
public final class Ready implements Endpoint {

  @Override
  public Route route() {
    return Route.get("/health/ready", Route.OPEN);
  }

  @Override
  public void answer(RequestContext context) throws IOException {
    context.answer(json -> json.writeStringField("status", "ready"));
  }
}

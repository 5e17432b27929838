package io.tastelake.serving.http;

import java.io.IOException;

/** {@code GET /}: says what answers here. */
public final class Welcome implements Endpoint {

  @Override
  public Route route() {
    return Route.get("/", Route.OPEN);
  }

  @Override
  public void answer(RequestContext context) throws IOException {
    context.answerText("Tastelake: interactions in, ratings and taste vectors out.");
  }
}

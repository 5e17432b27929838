package io.tastelake.serving.http;

import java.io.IOException;
import java.util.Optional;
import java.util.function.Supplier;

/** {@code GET /health/ready}: 200 while requests can be served, 503 with the reason if not. */
public final class Ready implements Endpoint {

  private final Supplier<Optional<String>> failure;

  /**
   * @param failure why requests cannot be served; empty while they can
   */
  public Ready(Supplier<Optional<String>> failure) {
    this.failure = failure;
  }

  @Override
  public Route route() {
    return Route.get("/health/ready", Route.OPEN);
  }

  @Override
  public void answer(RequestContext context) throws IOException {
    Optional<String> failed = failure.get();
    if (failed.isPresent()) {
      throw ApiException.unavailable(ErrorName.DATABASE_NOT_READY, failed.get());
    }
    context.answer(json -> json.writeStringField("status", "ready"));
  }
}

package io.tastelake.serving.http;

import java.io.IOException;
import java.util.Optional;
import java.util.function.Supplier;

/** {@code GET /health/ready}: 200 once requests are served, 503 when reads are refused for good. */
public final class Ready implements Endpoint {

  private final Supplier<Optional<String>> failure;

  /**
   * @param failure why reads are refused until a restart or an upgrade; empty while they are not
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

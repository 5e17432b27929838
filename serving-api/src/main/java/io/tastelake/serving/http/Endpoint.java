package io.tastelake.serving.http;

import java.io.IOException;

/** One method of one path. Thread-safe. */
public interface Endpoint {

  Route route();

  /**
   * Answers one call, whose caller has one of the route's roles.
   *
   * @throws ApiException what is answered instead
   */
  void answer(RequestContext context) throws IOException;
}

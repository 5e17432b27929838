package io.tastelake.serving.http;

import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.io.IOException;
import java.util.Optional;

/**
 * Calls of an endpoint by beacons. Nobody reads what they are answered, so refusals are counted.
 */
final class BeaconHandler implements Handler {

  private final EndpointHandler endpoint;
  private final Callers callers;
  private final BodyLimit limit;
  private final Rejections rejections;

  BeaconHandler(EndpointHandler endpoint, Callers callers, BodyLimit limit, Rejections rejections) {
    this.endpoint = endpoint;
    this.callers = callers;
    this.limit = limit;
    this.rejections = rejections;
  }

  @Override
  public void handle(Context context) throws IOException {
    try {
      Beacon.read(context, limit);
      endpoint.handle(context);
    } catch (RuntimeException e) {
      rejections.count(account(context), ErrorResponses.asApiException(e, context));
      throw e;
    } finally {
      limit.release(context);
    }
  }

  /** The account that a genuine token names. */
  private Optional<String> account(Context context) {
    if (Beacon.of(context).isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(callers.of(Beacon.authorization(context)).account().value());
    } catch (ApiException e) {
      return Optional.empty();
    }
  }
}

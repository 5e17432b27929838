package io.tastelake.serving.http;

import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.HandlerType;
import java.io.IOException;
import java.util.Optional;
import java.util.regex.Pattern;

/** What every endpoint's calls go through: who calls, how much, and whether it is done already. */
final class EndpointHandler implements Handler {

  private static final Pattern KEY = Pattern.compile("[\\x20-\\x7e]{1,255}");

  private final Endpoint endpoint;
  private final Route route;
  private final Callers callers;
  private final WriteKeys keys;
  private final BodyLimit limit;
  private final RowRates rates;

  EndpointHandler(
      Endpoint endpoint, Callers callers, WriteKeys keys, BodyLimit limit, RowRates rates) {
    this.endpoint = endpoint;
    this.route = endpoint.route();
    this.callers = callers;
    this.keys = keys;
    this.limit = limit;
    this.rates = rates;
  }

  @Override
  public void handle(Context context) throws IOException {
    try {
      Caller caller = caller(context);
      Optional<KeyedWrite> key = key(context, caller);
      RequestBody body =
          key.isPresent() ? RequestBody.hashed(context, limit) : RequestBody.plain(context, limit);
      RequestContext request = new RequestContext(context, body, caller, rates, key);
      if (!request.answerAgain()) {
        endpoint.answer(request);
        request.end();
      }
    } finally {
      limit.release(context);
    }
  }

  private Caller caller(Context context) {
    if (route.roles().isEmpty()) {
      return null;
    }
    Caller caller = callers.of(context.header("Authorization"));
    caller.requireOneOf(route.roles());
    rates.begin(caller);
    return caller;
  }

  /** The write by its key; reads and open routes know none. */
  private Optional<KeyedWrite> key(Context context, Caller caller) {
    String key = context.header("Idempotency-Key");
    if (key == null || caller == null || route.method().equals(HandlerType.GET)) {
      return Optional.empty();
    }
    if (!KEY.matcher(key).matches()) {
      throw ApiException.wrongData(
          ErrorName.WRONG_PARAMETER,
          "The header Idempotency-Key must be 1 to 255 printable ASCII characters.");
    }
    return Optional.of(keys.begin(caller, route.method().name(), context.path(), key));
  }
}

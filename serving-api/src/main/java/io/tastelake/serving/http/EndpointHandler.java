package io.tastelake.serving.http;

import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.HandlerType;
import io.tastelake.serving.store.Tenants;
import java.io.IOException;
import java.util.Optional;
import java.util.regex.Pattern;

/** What every endpoint's calls go through: who calls, how much, and whether it is done already. */
final class EndpointHandler implements Handler {

  private static final Pattern KEY = Pattern.compile("[\\x20-\\x7e]{1,255}");

  private final Endpoint endpoint;
  private final Route route;
  private final Gate gate;

  EndpointHandler(Endpoint endpoint, Gate gate) {
    this.endpoint = endpoint;
    this.route = endpoint.route();
    this.gate = gate;
  }

  @Override
  public void handle(Context context) throws IOException {
    RequestNote.route(context, route.path());
    context.status(route.status());
    Client client = gate.clients().of(context);
    Optional<Caller> caller = caller(context, client);
    Admission.Place place = gate.admit(route, caller, client.address());
    try {
      work(context, caller.orElse(null), client);
    } finally {
      place.close();
      gate.bodies().release(context);
      AnswerMemory.release(context);
    }
  }

  private void work(Context context, Caller caller, Client client) throws IOException {
    if (caller == null) {
      answer(context, null, client);
      return;
    }
    Tenants.Work work = Tenants.workFor(caller.organization().value());
    try {
      gate.callers().requirePresent(caller);
      client.known(caller);
      answer(context, caller, client);
    } finally {
      work.close();
    }
  }

  private void answer(Context context, Caller caller, Client client) throws IOException {
    gate.answers().begin(context, Tenants.current());
    Optional<KeyedWrite> key = key(context, caller, client);
    RequestBody body =
        key.isPresent()
            ? RequestBody.hashed(context, gate.bodies())
            : RequestBody.plain(context, gate.bodies());
    RequestContext request =
        new RequestContext(context, client.address(), body, caller, gate.rates(), key);
    if (!request.answerAgain()) {
      endpoint.answer(request);
      request.end();
    }
  }

  private Optional<Caller> caller(Context context, Client client) {
    if (route.roles().isEmpty()) {
      return Optional.empty();
    }
    Caller caller = gate.callers().of(Beacon.authorization(context));
    RefusedWrites.caller(context, caller);
    caller.requireOneOf(route.roles());
    gate.rates().begin(caller, client.address());
    return Optional.of(caller);
  }

  /** The write by its key; reads and open routes know none. */
  private Optional<KeyedWrite> key(Context context, Caller caller, Client client) {
    String key = context.header("Idempotency-Key");
    if (key == null || caller == null || route.method().equals(HandlerType.GET)) {
      return Optional.empty();
    }
    if (!KEY.matcher(key).matches()) {
      throw ApiException.wrongData(
          ErrorName.WRONG_PARAMETER,
          "The header Idempotency-Key must be 1 to 255 printable ASCII characters.");
    }
    gate.rates().countKey(caller, client.address());
    return Optional.of(gate.keys().begin(caller, route.method().name(), context.path(), key));
  }
}

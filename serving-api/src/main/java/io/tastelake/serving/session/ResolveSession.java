package io.tastelake.serving.session;

import io.tastelake.domain.identity.SessionId;
import io.tastelake.domain.identity.UserId;
import io.tastelake.serving.database.Database;
import io.tastelake.serving.database.Databases;
import io.tastelake.serving.http.Endpoint;
import io.tastelake.serving.http.JsonFields;
import io.tastelake.serving.http.RequestContext;
import io.tastelake.serving.http.Role;
import io.tastelake.serving.http.Route;
import java.io.IOException;
import java.time.Clock;

/** {@code POST sessions/<session_id>/resolve/}: says whose a session is. */
public final class ResolveSession implements Endpoint {

  private static final double MILLIS = 1000;

  private final Databases databases;
  private final ResolvedSessions sessions;
  private final Clock clock;

  public ResolveSession(Databases databases, ResolvedSessions sessions, Clock clock) {
    this.databases = databases;
    this.sessions = sessions;
    this.clock = clock;
  }

  @Override
  public Route route() {
    return Route.post("/sessions/{session_id}/resolve", Role.NOT_FRONTEND);
  }

  @Override
  public void answer(RequestContext context) throws IOException {
    Database database = databases.of(context.caller());
    SessionId session = database.types().session(context.path("session_id"));
    JsonFields fields = context.fields();
    UserId user = database.types().user(fields.requiredId("user_id"));
    double timestamp = fields.timestamp("timestamp").orElseGet(() -> clock.millis() / MILLIS);
    boolean repeated = context.isRepeated();
    context.accept(1);
    if (repeated) {
      sessions.bind(database.id(), session, user, timestamp);
    } else {
      sessions.resolve(database.id(), session, user, timestamp);
    }
    context.answer(json -> {});
  }
}

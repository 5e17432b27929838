package io.tastelake.serving.session;

import io.tastelake.domain.identity.SessionId;
import io.tastelake.domain.identity.UserId;
import io.tastelake.serving.database.Database;
import io.tastelake.serving.database.Databases;
import io.tastelake.serving.http.Call;
import io.tastelake.serving.http.Endpoint;
import io.tastelake.serving.http.Fields;
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
  public void answer(Call call) throws IOException {
    Database database = databases.of(call.caller());
    SessionId session = database.types().session(call.path("session_id"));
    Fields fields = call.fields();
    UserId user = database.types().user(fields.requiredId("user_id"));
    double timestamp = fields.timestamp("timestamp").orElseGet(() -> clock.millis() / MILLIS);
    sessions.resolve(database.id(), session, user, timestamp);
    call.answer(json -> {});
  }
}

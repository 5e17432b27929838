package io.tastelake.serving.interaction.http;

import io.tastelake.domain.identity.Actor;
import io.tastelake.domain.interaction.InteractionEvent;
import io.tastelake.serving.database.Database;
import io.tastelake.serving.database.Databases;
import io.tastelake.serving.http.Endpoint;
import io.tastelake.serving.http.RequestContext;
import io.tastelake.serving.http.Role;
import io.tastelake.serving.http.Route;
import io.tastelake.serving.identity.IdTypes;
import io.tastelake.serving.session.ResolvedSessions;
import java.io.IOException;
import java.util.List;

/** {@code POST sessions-interactions-bulk/}: records interactions of many sessions. */
public final class WriteSessionsInteractions implements Endpoint {

  private final Databases databases;
  private final SessionWrites writes;
  private final Recorder recorder;

  public WriteSessionsInteractions(
      Databases databases, ResolvedSessions sessions, Recorder recorder) {
    this.databases = databases;
    this.writes = new SessionWrites(sessions, recorder, WriteDoor.DIRECT);
    this.recorder = recorder;
  }

  @Override
  public Route route() {
    return Route.post("/sessions-interactions-bulk", Role.NOT_FRONTEND);
  }

  @Override
  public void answer(RequestContext context) throws IOException {
    Database database = databases.of(context.caller());
    RowEvents rows = recorder.rowsOf(context, database);
    IdTypes types = database.types();
    List<InteractionEvent> events =
        context.body(new BulkReader(() -> new Batch(rows, row -> session(types, row)))).events();
    writes.answer(context, database, events);
  }

  private static Actor session(IdTypes types, Row row) {
    return Actor.of(types.session(RowEvents.require(row.session(), "session_id", "an id")));
  }
}

package io.tastelake.serving.interaction.http;

import io.tastelake.domain.identity.Actor;
import io.tastelake.domain.interaction.InteractionEvent;
import io.tastelake.serving.database.Database;
import io.tastelake.serving.database.Databases;
import io.tastelake.serving.http.Endpoint;
import io.tastelake.serving.http.RequestContext;
import io.tastelake.serving.http.Role;
import io.tastelake.serving.http.Route;
import io.tastelake.serving.session.ResolvedSessions;
import java.io.IOException;
import java.util.List;

/**
 * {@code POST sessions/<session_id>/interactions-bulk/}, through each door: records interactions of
 * one session.
 */
public final class WriteSessionInteractions implements Endpoint {

  private final Databases databases;
  private final SessionWrites writes;
  private final Recorder recorder;
  private final WriteDoor door;

  public WriteSessionInteractions(
      Databases databases, ResolvedSessions sessions, Recorder recorder, WriteDoor door) {
    this.databases = databases;
    this.writes = new SessionWrites(sessions, recorder, door);
    this.recorder = recorder;
    this.door = door;
  }

  @Override
  public Route route() {
    return door.route(Route.post("/sessions/{session_id}/interactions-bulk", Role.ALL));
  }

  @Override
  public void answer(RequestContext context) throws IOException {
    Database database = databases.of(context.caller());
    Actor actor = Actor.of(context.session(database.types()));
    RowEvents rows = recorder.rowsOf(context, database);
    List<InteractionEvent> events =
        context.body(new BulkReader(() -> new Batch(rows, row -> actor))).events();
    writes.answer(context, database, events);
  }
}

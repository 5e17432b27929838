package io.tastelake.serving.interaction.http;

import io.tastelake.domain.identity.Actor;
import io.tastelake.domain.identity.ItemId;
import io.tastelake.domain.identity.SessionId;
import io.tastelake.domain.interaction.InteractionEvent;
import io.tastelake.serving.database.Database;
import io.tastelake.serving.database.Databases;
import io.tastelake.serving.http.Endpoint;
import io.tastelake.serving.http.RequestContext;
import io.tastelake.serving.http.Role;
import io.tastelake.serving.http.Route;
import io.tastelake.serving.http.Timestamps;
import io.tastelake.serving.session.ResolvedSessions;
import java.io.IOException;
import java.util.List;

/** {@code POST sessions/<session_id>/items/<item_id>/interactions/}: records one of a session. */
public final class WriteSessionInteraction implements Endpoint {

  private final Databases databases;
  private final SessionWrites writes;
  private final Recorder recorder;

  public WriteSessionInteraction(
      Databases databases, ResolvedSessions sessions, Recorder recorder) {
    this.databases = databases;
    this.writes = new SessionWrites(sessions, recorder, WriteDoor.DIRECT);
    this.recorder = recorder;
  }

  @Override
  public Route route() {
    return Route.post("/sessions/{session_id}/items/{item_id}/interactions", Role.ALL);
  }

  @Override
  public void answer(RequestContext context) throws IOException {
    Database database = databases.of(context.caller());
    SessionId session = context.session(database.types());
    ItemId item = database.types().item(context.path("item_id"));
    Row row = context.body(parser -> RowReader.read(parser, Timestamps.UNIX_SECONDS));
    List<InteractionEvent> events =
        List.of(recorder.rowsOf(context, database).recorded(Actor.of(session), item, row));
    writes.answer(context, database, events);
  }
}

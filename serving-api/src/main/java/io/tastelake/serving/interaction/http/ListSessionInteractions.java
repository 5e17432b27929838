package io.tastelake.serving.interaction.http;

import io.tastelake.domain.identity.Actor;
import io.tastelake.domain.interaction.Interaction;
import io.tastelake.serving.database.Database;
import io.tastelake.serving.database.Databases;
import io.tastelake.serving.http.Endpoint;
import io.tastelake.serving.http.RequestContext;
import io.tastelake.serving.http.Role;
import io.tastelake.serving.http.Route;
import io.tastelake.serving.identity.JsonId;
import java.io.IOException;
import java.util.Set;

/** {@code GET sessions/<session_id>/interactions-bulk/}: one session's, newest first. */
public final class ListSessionInteractions implements Endpoint {

  private final Databases databases;
  private final HistoryPages histories;

  public ListSessionInteractions(Databases databases, HistoryPages histories) {
    this.databases = databases;
    this.histories = histories;
  }

  @Override
  public Route route() {
    return Route.get("/sessions/{session_id}/interactions-bulk", Role.NOT_FRONTEND);
  }

  @Override
  public void answer(RequestContext context) throws IOException {
    Database database = databases.of(context.caller());
    Actor session = Actor.of(context.session(database.types()));
    HistoryPages.Page page = histories.page("session", database, session, context, Set.of());
    context.answer(
        json -> {
          json.writeArrayFieldStart("interactions");
          for (Interaction row : page.rows()) {
            json.writeStartObject();
            json.writeFieldName("session_id");
            JsonId.write(json, database.types().session(), session.id());
            InteractionJson.writeMembers(json, database.types(), row);
            json.writeNumberField("timestamp", row.timestamp());
            json.writeEndObject();
          }
          json.writeEndArray();
          InteractionJson.writeEnd(json, page.nextCursor());
        });
  }
}

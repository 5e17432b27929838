package io.tastelake.serving.interaction.http;

import io.tastelake.domain.identity.Actor;
import io.tastelake.domain.interaction.Interaction;
import io.tastelake.serving.database.Database;
import io.tastelake.serving.database.Databases;
import io.tastelake.serving.http.Endpoint;
import io.tastelake.serving.http.RequestContext;
import io.tastelake.serving.http.Role;
import io.tastelake.serving.http.Route;
import java.io.IOException;
import java.util.Set;

/** {@code GET users/<user_id>/interactions-bulk/}: one user's interactions, newest first. */
public final class ListUserInteractions implements Endpoint {

  private final Databases databases;
  private final HistoryPages histories;

  public ListUserInteractions(Databases databases, HistoryPages histories) {
    this.databases = databases;
    this.histories = histories;
  }

  @Override
  public Route route() {
    return Route.get("/users/{user_id}/interactions-bulk", Role.NOT_FRONTEND);
  }

  @Override
  public void answer(RequestContext context) throws IOException {
    Database database = databases.of(context.caller());
    Actor user = Actor.of(context.user(database.types()));
    Set<String> types = Set.copyOf(context.query().list("interaction_types"));
    HistoryPages.Page page = histories.page("user", database, user, context, types);
    context.answer(
        json -> {
          json.writeArrayFieldStart("interactions");
          for (Interaction row : page.rows()) {
            json.writeStartObject();
            InteractionJson.writeMembers(json, database.types(), row);
            json.writeNumberField("timestamp", row.timestamp());
            json.writeEndObject();
          }
          json.writeEndArray();
          InteractionJson.writeEnd(json, page.nextCursor());
        });
  }
}

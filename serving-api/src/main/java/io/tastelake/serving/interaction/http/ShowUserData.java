package io.tastelake.serving.interaction.http;

import io.tastelake.domain.identity.Actor;
import io.tastelake.domain.interaction.Interaction;
import io.tastelake.serving.database.Database;
import io.tastelake.serving.database.Databases;
import io.tastelake.serving.http.Endpoint;
import io.tastelake.serving.http.RequestContext;
import io.tastelake.serving.http.Role;
import io.tastelake.serving.http.Route;
import io.tastelake.serving.http.Timestamps;
import java.io.IOException;
import java.util.Set;

/** {@code GET user-data/<user_id>/interactions}: the user's interactions, newest first. */
public final class ShowUserData implements Endpoint {

  private final Databases databases;
  private final HistoryPages histories;

  public ShowUserData(Databases databases, HistoryPages histories) {
    this.databases = databases;
    this.histories = histories;
  }

  @Override
  public Route route() {
    return Route.get(UserData.PATH, Role.ALL);
  }

  @Override
  public void answer(RequestContext context) throws IOException {
    Database database = databases.of(context.caller());
    Actor user = Actor.of(context.user(database.types()));
    HistoryPages.Page page = histories.page("user-data", database, user, context, Set.of());
    context.answer(
        json -> {
          json.writeArrayFieldStart("interactions");
          for (Interaction row : page.rows()) {
            json.writeStartObject();
            InteractionJson.writeMembers(json, database.types(), row);
            json.writeStringField("timestamp", Timestamps.iso8601(row.timestamp()));
            json.writeEndObject();
          }
          json.writeEndArray();
          InteractionJson.writeEnd(json, page.nextCursor());
        });
  }
}

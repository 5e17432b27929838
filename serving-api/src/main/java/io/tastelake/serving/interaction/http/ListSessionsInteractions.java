package io.tastelake.serving.interaction.http;

import io.tastelake.domain.identity.Actor;
import io.tastelake.serving.database.Database;
import io.tastelake.serving.database.Databases;
import io.tastelake.serving.http.Endpoint;
import io.tastelake.serving.http.RequestContext;
import io.tastelake.serving.http.Role;
import io.tastelake.serving.http.Route;
import java.io.IOException;

/** {@code GET sessions-interactions-bulk/}: all sessions' interactions, in a stable order. */
public final class ListSessionsInteractions implements Endpoint {

  private final Databases databases;
  private final DatabasePages pages;

  public ListSessionsInteractions(Databases databases, DatabasePages pages) {
    this.databases = databases;
    this.pages = pages;
  }

  @Override
  public Route route() {
    return Route.get("/sessions-interactions-bulk", Role.NOT_FRONTEND);
  }

  @Override
  public void answer(RequestContext context) throws IOException {
    Database database = databases.of(context.caller());
    pages.answer(new DatabasePages.Listed(database, Actor.Kind.SESSION, "session_id"), context);
  }
}

package io.tastelake.serving.database;

import io.tastelake.serving.http.Endpoint;
import io.tastelake.serving.http.RequestContext;
import io.tastelake.serving.http.Role;
import io.tastelake.serving.http.Route;
import java.io.IOException;

/**
 * {@code GET databases/current/status/}: {@code pending} before the first item factors, then {@code
 * ready}.
 */
public final class CurrentDatabaseStatus implements Endpoint {

  private final Databases databases;

  public CurrentDatabaseStatus(Databases databases) {
    this.databases = databases;
  }

  @Override
  public Route route() {
    return Route.get("/databases/current/status", Role.ALL);
  }

  @Override
  public void answer(RequestContext context) throws IOException {
    DatabaseStatus status = databases.status(databases.of(context.caller()));
    context.answer(json -> json.writeStringField("status", status.wireName()));
  }
}

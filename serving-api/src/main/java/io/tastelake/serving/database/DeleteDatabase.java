package io.tastelake.serving.database;

import io.tastelake.serving.http.AuditLog;
import io.tastelake.serving.http.Endpoint;
import io.tastelake.serving.http.RequestContext;
import io.tastelake.serving.http.Role;
import io.tastelake.serving.http.Route;
import java.util.Map;

/**
 * {@code DELETE databases/current/}: the database that the token opens, with its parameters,
 * ratings and refresh tokens. Its name is free again, its id never is.
 */
public final class DeleteDatabase implements Endpoint {

  private final Databases databases;

  public DeleteDatabase(Databases databases) {
    this.databases = databases;
  }

  @Override
  public Route route() {
    return Route.delete("/databases/current", Role.ORGANIZATION);
  }

  @Override
  public void answer(RequestContext context) {
    databases.delete(databases.of(context.caller()));
    context.audit(AuditLog.Event.DATABASE_DELETED, Map.of());
    context.answerNothing();
  }
}

package io.tastelake.serving.deletion;

import io.tastelake.domain.identity.UserId;
import io.tastelake.serving.database.Database;
import io.tastelake.serving.database.Databases;
import io.tastelake.serving.http.AuditLog;
import io.tastelake.serving.http.Endpoint;
import io.tastelake.serving.http.RequestContext;
import io.tastelake.serving.http.Role;
import io.tastelake.serving.http.Route;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** {@code DELETE users/<user_id>/}{@code *}{@code /}: forgets one user, and answers the task. */
public final class DeleteUser implements Endpoint {

  private final Databases databases;
  private final Deletions deletions;

  public DeleteUser(Databases databases, Deletions deletions) {
    this.databases = databases;
    this.deletions = deletions;
  }

  @Override
  public Route route() {
    return Route.delete("/users/{user_id}/%2A", Role.NOT_FRONTEND);
  }

  @Override
  public void answer(RequestContext context) throws IOException {
    Database database = databases.of(context.caller());
    UserId user = context.user(database.types());
    context.accept(1);
    String task = deletions.forget(database.id(), List.of(user));
    context.audit(AuditLog.Event.USERS_FORGOTTEN, Map.of("users", "1", "task", task));
    context.answer(json -> json.writeStringField("task_id", task));
  }
}

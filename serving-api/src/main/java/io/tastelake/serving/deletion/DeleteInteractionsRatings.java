package io.tastelake.serving.deletion;

import io.tastelake.domain.identity.UserId;
import io.tastelake.serving.database.Database;
import io.tastelake.serving.database.Databases;
import io.tastelake.serving.http.ApiException;
import io.tastelake.serving.http.AuditLog;
import io.tastelake.serving.http.Endpoint;
import io.tastelake.serving.http.ErrorName;
import io.tastelake.serving.http.RequestContext;
import io.tastelake.serving.http.Role;
import io.tastelake.serving.http.Route;
import io.tastelake.serving.identity.JsonId;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** {@code DELETE interactions-ratings-bulk/}: forgets users, and answers the task that does it. */
public final class DeleteInteractionsRatings implements Endpoint {

  private final Databases databases;
  private final Deletions deletions;

  public DeleteInteractionsRatings(Databases databases, Deletions deletions) {
    this.databases = databases;
    this.deletions = deletions;
  }

  @Override
  public Route route() {
    return Route.delete("/interactions-ratings-bulk", Role.NOT_FRONTEND);
  }

  @Override
  public void answer(RequestContext context) throws IOException {
    Database database = databases.of(context.caller());
    List<JsonId> given =
        context.fields().ids("users_id").orElseThrow(DeleteInteractionsRatings::missing);
    Set<UserId> users = new LinkedHashSet<>(database.types().users(given));
    context.accept(users.size());
    String task = deletions.forget(database.id(), users);
    context.audit(
        AuditLog.Event.USERS_FORGOTTEN,
        Map.of("users", Integer.toString(users.size()), "task", task));
    context.answer(
        json -> {
          json.writeStringField("task_id", task);
          json.writeArrayFieldStart("users_id");
          for (UserId user : users) {
            JsonId.write(json, database.types().user(), user.value());
          }
          json.writeEndArray();
        });
  }

  private static ApiException missing() {
    return ApiException.wrongData(
        ErrorName.WRONG_DATA_TYPE, "The field users_id is missing: it must be a list of user ids.");
  }
}

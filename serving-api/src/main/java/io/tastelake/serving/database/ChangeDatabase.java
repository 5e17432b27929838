package io.tastelake.serving.database;

import io.tastelake.serving.http.AuditLog;
import io.tastelake.serving.http.Endpoint;
import io.tastelake.serving.http.JsonFields;
import io.tastelake.serving.http.Metadata;
import io.tastelake.serving.http.RequestContext;
import io.tastelake.serving.http.Role;
import io.tastelake.serving.http.Route;
import io.tastelake.serving.http.Unsupported;
import io.tastelake.store.DatabasesTable;
import java.util.Map;

/**
 * {@code PATCH databases/current/}: a new description, and metadata merged into what there is (RFC
 * 7396). What is absent stays as it is.
 */
public final class ChangeDatabase implements Endpoint {

  private final Databases databases;

  public ChangeDatabase(Databases databases) {
    this.databases = databases;
  }

  @Override
  public Route route() {
    return Route.patch("/databases/current", Role.ORGANIZATION);
  }

  @Override
  public void answer(RequestContext context) {
    Database database = databases.of(context.caller());
    JsonFields fields = context.fields();
    requireSupported(fields);
    context.accept(1);
    databases.change(database, notes -> changed(notes, fields));
    context.audit(AuditLog.Event.DATABASE_CHANGED, Map.of());
    context.answerNothing();
  }

  static void requireSupported(JsonFields fields) {
    Unsupported.refuse(fields, "core_config", "preserve");
  }

  /** {@code before} as a request changes it. */
  static DatabasesTable.Notes changed(DatabasesTable.Notes before, JsonFields fields) {
    return new DatabasesTable.Notes(
        fields.text("description").orElse(before.description()),
        Metadata.merged(before.metadata(), fields));
  }
}

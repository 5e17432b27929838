package io.tastelake.serving.database;

import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.domain.identity.IdType;
import io.tastelake.domain.identity.InvalidIdException;
import io.tastelake.serving.http.ApiException;
import io.tastelake.serving.http.AuditLog;
import io.tastelake.serving.http.Endpoint;
import io.tastelake.serving.http.ErrorName;
import io.tastelake.serving.http.JsonFields;
import io.tastelake.serving.http.Metadata;
import io.tastelake.serving.http.RequestContext;
import io.tastelake.serving.http.Role;
import io.tastelake.serving.http.Route;
import io.tastelake.serving.http.Unsupported;
import io.tastelake.serving.identity.IdTypes;
import io.tastelake.serving.identity.RandomIds;
import java.io.IOException;
import java.util.Map;

/** {@code POST databases/}: name, description and id types in, id out. */
public final class CreateDatabase implements Endpoint {

  private final Databases databases;
  private final RandomIds ids;

  public CreateDatabase(Databases databases, RandomIds ids) {
    this.databases = databases;
    this.ids = ids;
  }

  @Override
  public Route route() {
    return Route.post("/databases", Role.ORGANIZATION);
  }

  @Override
  public void answer(RequestContext context) throws IOException {
    JsonFields fields = context.fields();
    Unsupported.refuse(fields, "core_config");
    String metadata = Metadata.of(fields);
    Database database =
        new Database(
            new DatabaseId(ids.next()),
            context.caller().organization(),
            fields.requiredName("name"),
            fields.text("description").orElse(""),
            new IdTypes(
                type("user_id_type", fields.requiredText("user_id_type")),
                type("item_id_type", fields.requiredText("item_id_type")),
                fields
                    .text("session_id_type")
                    .map(name -> type("session_id_type", name))
                    .orElse(IdType.UUID)));
    databases.create(database, metadata);
    context.audit(AuditLog.Event.DATABASE_CREATED, Map.of("created", database.id().value()));
    context.answer(json -> json.writeStringField("id", database.id().value()));
  }

  private static IdType type(String field, String name) {
    try {
      return IdType.parse(name);
    } catch (InvalidIdException e) {
      throw ApiException.wrongData(
          ErrorName.WRONG_DATA_TYPE, "The field " + field + " is wrong: " + e.getMessage());
    }
  }
}

package io.tastelake.serving.database;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.domain.identity.OrganizationId;
import io.tastelake.serving.identity.IdTypes;
import java.io.IOException;

/**
 * A tenant's database.
 *
 * @param name unique within the organization
 * @param types fixed at creation
 */
public record Database(
    DatabaseId id, OrganizationId organization, String name, String description, IdTypes types) {

  /** Writes the members that every answer about a database has. */
  public void writeMembers(JsonGenerator json) throws IOException {
    json.writeStringField("id", id.value());
    json.writeStringField("name", name);
    json.writeStringField("description", description);
    json.writeStringField("item_id_type", types.item().toString());
    json.writeStringField("user_id_type", types.user().toString());
    json.writeStringField("session_id_type", types.session().toString());
  }
}

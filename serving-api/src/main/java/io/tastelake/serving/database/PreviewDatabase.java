package io.tastelake.serving.database;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tastelake.serving.http.Endpoint;
import io.tastelake.serving.http.JsonFields;
import io.tastelake.serving.http.RequestContext;
import io.tastelake.serving.http.Role;
import io.tastelake.serving.http.Route;
import io.tastelake.store.DatabasesTable.Notes;
import java.io.IOException;

/** {@code PATCH databases/current/preview/}: what a change would do; nothing is changed. */
public final class PreviewDatabase implements Endpoint {

  private final Databases databases;

  public PreviewDatabase(Databases databases) {
    this.databases = databases;
  }

  @Override
  public Route route() {
    return Route.patch("/databases/current/preview", Role.ORGANIZATION);
  }

  @Override
  public void answer(RequestContext context) throws IOException {
    Database database = databases.of(context.caller());
    JsonFields fields = context.fields();
    ChangeDatabase.requireSupported(fields);
    Notes before = new Notes(database.description(), databases.metadata(database));
    Notes after = ChangeDatabase.changed(before, fields);
    context.answer(
        json -> {
          write(json, "metadata_old", before);
          write(json, "metadata_new", after);
        });
  }

  private static void write(JsonGenerator json, String name, Notes notes) throws IOException {
    json.writeObjectFieldStart(name);
    json.writeStringField("description", notes.description());
    json.writeObjectFieldStart("core_config");
    json.writeEndObject();
    json.writeFieldName("metadata");
    json.writeRawValue(notes.metadata());
    json.writeEndObject();
  }
}

package io.tastelake.serving.database;

import io.tastelake.serving.http.Endpoint;
import io.tastelake.serving.http.RequestContext;
import io.tastelake.serving.http.Role;
import io.tastelake.serving.http.Route;
import java.io.IOException;

/** {@code GET databases/current/}: the database that the token opens. */
public final class CurrentDatabase implements Endpoint {

  private final Databases databases;
  private final Counters.Source counted;

  public CurrentDatabase(Databases databases, Counters.Source counted) {
    this.databases = databases;
    this.counted = counted;
  }

  @Override
  public Route route() {
    return Route.get("/databases/current", Role.NOT_FRONTEND);
  }

  @Override
  public void answer(RequestContext context) throws IOException {
    Database database = databases.of(context.caller());
    Counters counters = counted.of(database.id());
    DatabaseStatus status = databases.status(database);
    String metadata = databases.metadata(database);
    context.answer(
        json -> {
          database.writeMembers(json);
          json.writeStringField("org_id", database.organization().value());
          json.writeStringField("status", status.wireName());
          json.writeObjectFieldStart("counters");
          json.writeNumberField("rating", counters.ratings());
          json.writeNumberField("user", counters.users());
          json.writeNumberField("item", counters.items());
          json.writeEndObject();
          json.writeObjectFieldStart("core_config");
          json.writeEndObject();
          json.writeFieldName("metadata");
          json.writeRawValue(metadata);
        });
  }
}

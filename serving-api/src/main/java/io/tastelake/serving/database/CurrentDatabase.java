package io.tastelake.serving.database;

import io.tastelake.serving.http.Call;
import io.tastelake.serving.http.Endpoint;
import io.tastelake.serving.http.Role;
import io.tastelake.serving.http.Route;
import java.io.IOException;

/** {@code GET databases/current/}: the database that the token opens. */
public final class CurrentDatabase implements Endpoint {

  private final Databases databases;

  public CurrentDatabase(Databases databases) {
    this.databases = databases;
  }

  @Override
  public Route route() {
    return Route.get("/databases/current", Role.NOT_FRONTEND);
  }

  @Override
  public void answer(Call call) throws IOException {
    Database database = databases.of(call.caller());
    call.answer(
        json -> {
          database.writeMembers(json);
          json.writeStringField("org_id", database.organization().value());
          json.writeStringField("status", DatabaseStatus.PENDING.wireName());
          json.writeObjectFieldStart("counters");
          json.writeNumberField("rating", 0);
          json.writeNumberField("user", 0);
          json.writeNumberField("item", 0);
          json.writeEndObject();
          json.writeObjectFieldStart("core_config");
          json.writeEndObject();
          json.writeObjectFieldStart("metadata");
          json.writeEndObject();
        });
  }
}

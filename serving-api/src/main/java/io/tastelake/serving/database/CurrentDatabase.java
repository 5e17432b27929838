package io.tastelake.serving.database;

import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.serving.http.Endpoint;
import io.tastelake.serving.http.RequestContext;
import io.tastelake.serving.http.Role;
import io.tastelake.serving.http.Route;
import java.io.IOException;
import java.util.List;
import java.util.function.Function;

/** {@code GET databases/current/}: the database that the token opens. */
public final class CurrentDatabase implements Endpoint {

  private final Databases databases;
  private final Counters.Source counted;
  private final Function<DatabaseId, List<String>> unweighedTypes;

  /**
   * Describes databases.
   *
   * @param unweighedTypes the interaction types that were seen without a strength
   */
  public CurrentDatabase(
      Databases databases,
      Counters.Source counted,
      Function<DatabaseId, List<String>> unweighedTypes) {
    this.databases = databases;
    this.counted = counted;
    this.unweighedTypes = unweighedTypes;
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
    List<String> unweighed = unweighedTypes.apply(database.id());
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
          if (!unweighed.isEmpty()) {
            json.writeArrayFieldStart("types_without_strength");
            for (String type : unweighed) {
              json.writeString(type);
            }
            json.writeEndArray();
          }
        });
  }
}

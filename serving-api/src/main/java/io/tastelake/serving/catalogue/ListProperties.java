package io.tastelake.serving.catalogue;

import io.tastelake.domain.catalogue.Property;
import io.tastelake.serving.database.Database;
import io.tastelake.serving.database.Databases;
import io.tastelake.serving.http.Endpoint;
import io.tastelake.serving.http.RequestContext;
import io.tastelake.serving.http.Role;
import io.tastelake.serving.http.Route;
import java.io.IOException;

/** {@code GET items-properties/} and {@code users-properties/}. */
final class ListProperties implements Endpoint {

  private final Databases databases;
  private final Catalogue catalogue;
  private final Subject subject;

  ListProperties(Databases databases, Catalogue catalogue, Subject subject) {
    this.databases = databases;
    this.catalogue = catalogue;
    this.subject = subject;
  }

  @Override
  public Route route() {
    return Route.get("/" + subject.plural() + "-properties", Role.NOT_FRONTEND);
  }

  @Override
  public void answer(RequestContext context) throws IOException {
    Database database = databases.of(context.caller());
    context.answer(
        json -> {
          json.writeArrayFieldStart("properties");
          for (Property property : catalogue.properties(database.id(), subject)) {
            json.writeStartObject();
            PropertyJson.writeMembers(json, property);
            json.writeEndObject();
          }
          json.writeEndArray();
        });
  }
}

package io.tastelake.serving.catalogue;

import io.tastelake.domain.catalogue.Property;
import io.tastelake.serving.database.Database;
import io.tastelake.serving.database.Databases;
import io.tastelake.serving.http.Endpoint;
import io.tastelake.serving.http.RequestContext;
import io.tastelake.serving.http.Role;
import io.tastelake.serving.http.Route;
import java.io.IOException;

/** {@code GET items-properties/<name>/} and {@code users-properties/<name>/}. */
final class ShowProperty implements Endpoint {

  private final Databases databases;
  private final Catalogue catalogue;
  private final Subject subject;

  ShowProperty(Databases databases, Catalogue catalogue, Subject subject) {
    this.databases = databases;
    this.catalogue = catalogue;
    this.subject = subject;
  }

  @Override
  public Route route() {
    return Route.get("/" + subject.plural() + "-properties/{property_name}", Role.NOT_FRONTEND);
  }

  @Override
  public void answer(RequestContext context) throws IOException {
    Database database = databases.of(context.caller());
    String name = context.path("property_name");
    Property property =
        catalogue.properties(database.id(), subject).stream()
            .filter(known -> known.name().equals(name))
            .findFirst()
            .orElseThrow(() -> subject.propertyMissing(name));
    context.answer(json -> PropertyJson.writeMembers(json, property));
  }
}

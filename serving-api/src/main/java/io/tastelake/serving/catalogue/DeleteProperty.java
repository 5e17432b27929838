package io.tastelake.serving.catalogue;

import io.tastelake.serving.database.Database;
import io.tastelake.serving.database.Databases;
import io.tastelake.serving.http.AuditLog;
import io.tastelake.serving.http.Endpoint;
import io.tastelake.serving.http.RequestContext;
import io.tastelake.serving.http.Role;
import io.tastelake.serving.http.Route;
import java.io.IOException;
import java.util.Map;

/** {@code DELETE items-properties/<name>/} and {@code users-properties/<name>/}. */
final class DeleteProperty implements Endpoint {

  private final Databases databases;
  private final Catalogue catalogue;
  private final Subject subject;

  DeleteProperty(Databases databases, Catalogue catalogue, Subject subject) {
    this.databases = databases;
    this.catalogue = catalogue;
    this.subject = subject;
  }

  @Override
  public Route route() {
    return Route.delete("/" + subject.plural() + "-properties/{property_name}", Role.NOT_FRONTEND);
  }

  @Override
  public void answer(RequestContext context) throws IOException {
    Database database = databases.of(context.caller());
    context.accept(1);
    String name = context.path("property_name");
    catalogue.delete(database.id(), subject, name);
    context.audit(
        AuditLog.Event.PROPERTY_DELETED, Map.of("of", subject.plural(), "property", name));
    context.answerNothing();
  }
}

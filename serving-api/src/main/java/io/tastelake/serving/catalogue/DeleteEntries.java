package io.tastelake.serving.catalogue;

import io.tastelake.serving.database.Database;
import io.tastelake.serving.database.Databases;
import io.tastelake.serving.http.Endpoint;
import io.tastelake.serving.http.RequestContext;
import io.tastelake.serving.http.Role;
import io.tastelake.serving.http.Route;
import java.io.IOException;
import java.util.Set;

/** {@code DELETE items-bulk/} and {@code users-bulk/}; those that are not there are left out. */
final class DeleteEntries implements Endpoint {

  private final Databases databases;
  private final Catalogue catalogue;
  private final Subject subject;
  private final Generation generation;

  DeleteEntries(Databases databases, Catalogue catalogue, Subject subject, Generation generation) {
    this.databases = databases;
    this.catalogue = catalogue;
    this.subject = subject;
    this.generation = generation;
  }

  @Override
  public Route route() {
    return Route.delete(generation.many(subject), Role.NOT_FRONTEND);
  }

  @Override
  public void answer(RequestContext context) throws IOException {
    Database database = databases.of(context.caller());
    Set<String> ids = NamedIds.of(context.fields(), subject, database.types());
    context.accept(Math.max(1, ids.size()));
    int unused = catalogue.delete(database.id(), subject, ids);
    context.answerNothing();
  }
}

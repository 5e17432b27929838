package io.tastelake.serving.catalogue;

import io.tastelake.serving.database.Database;
import io.tastelake.serving.database.Databases;
import io.tastelake.serving.http.Endpoint;
import io.tastelake.serving.http.RequestContext;
import io.tastelake.serving.http.Role;
import io.tastelake.serving.http.Route;
import java.io.IOException;
import java.util.Optional;

/** {@code PUT items-bulk/} and {@code users-bulk/}. */
final class PutEntries implements Endpoint {

  private final Databases databases;
  private final Catalogue catalogue;
  private final Subject subject;
  private final Generation generation;
  private final int maxRows;

  PutEntries(
      Databases databases,
      Catalogue catalogue,
      Subject subject,
      Generation generation,
      int maxRows) {
    this.databases = databases;
    this.catalogue = catalogue;
    this.subject = subject;
    this.generation = generation;
    this.maxRows = maxRows;
  }

  @Override
  public Route route() {
    return Route.put(generation.many(subject), Role.NOT_FRONTEND);
  }

  @Override
  public void answer(RequestContext context) throws IOException {
    Database database = databases.of(context.caller());
    EntryMemory memory = new EntryMemory(subject, context::hold);
    WrittenEntries written = context.body(WrittenEntries.many(subject, maxRows, memory));
    Catalogue.Write write =
        new Catalogue.Write(database, subject, Optional.empty(), written.entries(), memory);
    catalogue.checkPut(write);
    context.accept(written.entries().size());
    catalogue.put(write);
    EntryWrites.answer(context, written);
  }
}

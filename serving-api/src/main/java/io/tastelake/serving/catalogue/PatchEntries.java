package io.tastelake.serving.catalogue;

import io.tastelake.serving.database.Database;
import io.tastelake.serving.database.Databases;
import io.tastelake.serving.http.Endpoint;
import io.tastelake.serving.http.RequestContext;
import io.tastelake.serving.http.Role;
import io.tastelake.serving.http.Route;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/** {@code PATCH items-bulk/} and {@code users-bulk/}. */
final class PatchEntries implements Endpoint {

  private final Databases databases;
  private final Catalogue catalogue;
  private final Subject subject;
  private final Generation generation;
  private final int maxRows;

  PatchEntries(
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
    return Route.patch(generation.many(subject), Role.NOT_FRONTEND);
  }

  @Override
  public void answer(RequestContext context) throws IOException {
    Database database = databases.of(context.caller());
    EntryMemory memory = new EntryMemory(subject, context::hold);
    WrittenEntries written = context.body(WrittenEntries.many(subject, maxRows, memory));
    Catalogue.Write write =
        new Catalogue.Write(database, subject, Optional.empty(), written.entries(), memory);
    catalogue.checkChange(write, written.creating());
    context.accept(written.entries().size());
    Map<String, Catalogue.Change> unused = catalogue.change(write, written.creating());
    EntryWrites.answer(context, written);
  }
}

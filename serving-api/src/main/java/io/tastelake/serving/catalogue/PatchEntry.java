package io.tastelake.serving.catalogue;

import io.tastelake.serving.database.Database;
import io.tastelake.serving.database.Databases;
import io.tastelake.serving.http.Endpoint;
import io.tastelake.serving.http.RequestContext;
import io.tastelake.serving.http.Role;
import io.tastelake.serving.http.Route;
import java.io.IOException;
import java.util.Optional;

/** {@code PATCH items/<item_id>/} and {@code users/<user_id>/}. */
final class PatchEntry implements Endpoint {

  private final Databases databases;
  private final Catalogue catalogue;
  private final Subject subject;
  private final Generation generation;

  PatchEntry(Databases databases, Catalogue catalogue, Subject subject, Generation generation) {
    this.databases = databases;
    this.catalogue = catalogue;
    this.subject = subject;
    this.generation = generation;
  }

  @Override
  public Route route() {
    return Route.patch(generation.one(subject), Role.NOT_FRONTEND);
  }

  @Override
  public void answer(RequestContext context) throws IOException {
    Database database = databases.of(context.caller());
    String id = subject.id(database.types(), context.path(subject.id()));
    EntryMemory memory = new EntryMemory(subject, context::hold);
    WrittenEntries written = context.body(WrittenEntries.one(subject, memory));
    Catalogue.Write write =
        new Catalogue.Write(database, subject, Optional.of(id), written.entries(), memory);
    catalogue.checkChange(write, written.creating());
    context.accept(1);
    Catalogue.Change done = catalogue.change(write, written.creating()).get(id);
    context.answer(
        json -> {
          json.writeBooleanField(subject.word() + "_created", done == Catalogue.Change.CREATED);
          json.writeBooleanField(subject.word() + "_modified", done == Catalogue.Change.MODIFIED);
        });
  }
}

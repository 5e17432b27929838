package io.tastelake.serving.catalogue;

import io.tastelake.serving.database.Database;
import io.tastelake.serving.database.Databases;
import io.tastelake.serving.http.Endpoint;
import io.tastelake.serving.http.RequestContext;
import io.tastelake.serving.http.Role;
import io.tastelake.serving.http.Route;
import java.io.IOException;
import java.util.List;

/** {@code GET items/<item_id>/} and {@code users/<user_id>/}. */
final class ShowEntry implements Endpoint {

  private final Databases databases;
  private final Catalogue catalogue;
  private final Subject subject;
  private final Generation generation;

  ShowEntry(Databases databases, Catalogue catalogue, Subject subject, Generation generation) {
    this.databases = databases;
    this.catalogue = catalogue;
    this.subject = subject;
    this.generation = generation;
  }

  @Override
  public Route route() {
    return Route.get(generation.one(subject), Role.NOT_FRONTEND);
  }

  @Override
  public void answer(RequestContext context) throws IOException {
    Database database = databases.of(context.caller());
    String id = subject.id(database.types(), context.path(subject.id()));
    EntryMemory memory = new EntryMemory(subject, context::hold);
    Catalogue.Shown entry =
        catalogue.of(database.id(), subject, List.of(id), memory).stream()
            .findFirst()
            .orElseThrow(() -> subject.missing(id));
    context.answer(
        json -> {
          json.writeFieldName(subject.word());
          EntryJson.write(json, subject, database.types(), entry, List.of());
        });
  }
}

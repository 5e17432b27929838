package io.tastelake.serving.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import io.tastelake.serving.database.Database;
import io.tastelake.serving.database.Databases;
import io.tastelake.serving.http.Endpoint;
import io.tastelake.serving.http.JsonFields;
import io.tastelake.serving.http.RequestContext;
import io.tastelake.serving.http.Role;
import io.tastelake.serving.http.Route;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * {@code POST items-bulk/list/} and {@code users-bulk/list/}; those that are not there are left
 * out.
 */
final class ListNamedEntries implements Endpoint {

  private final Databases databases;
  private final Catalogue catalogue;
  private final Subject subject;
  private final Generation generation;

  ListNamedEntries(
      Databases databases, Catalogue catalogue, Subject subject, Generation generation) {
    this.databases = databases;
    this.catalogue = catalogue;
    this.subject = subject;
    this.generation = generation;
  }

  @Override
  public Route route() {
    return Route.post(generation.many(subject) + "/list", Role.NOT_FRONTEND);
  }

  @Override
  public void answer(RequestContext context) throws IOException {
    Database database = databases.of(context.caller());
    JsonFields fields = context.fields();
    Set<String> ids = NamedIds.of(fields, subject, database.types());
    Set<String> only = new HashSet<>();
    for (JsonNode name : fields.object().path("properties")) {
      only.add(name.asText());
    }
    EntryMemory memory = new EntryMemory(subject, context::hold);
    List<Catalogue.Shown> found = catalogue.of(database.id(), subject, ids, memory);
    context.hold(EntryBytes.of(found));
    context.answer(
        json -> {
          json.writeArrayFieldStart(subject.plural());
          for (Catalogue.Shown entry : found) {
            EntryJson.write(json, subject, database.types(), entry, only);
          }
          json.writeEndArray();
        });
  }
}

package io.tastelake.serving.catalogue;

import io.tastelake.serving.database.Database;
import io.tastelake.serving.database.Databases;
import io.tastelake.serving.http.ApiException;
import io.tastelake.serving.http.Cursors;
import io.tastelake.serving.http.Endpoint;
import io.tastelake.serving.http.ErrorName;
import io.tastelake.serving.http.Query;
import io.tastelake.serving.http.RequestContext;
import io.tastelake.serving.http.Role;
import io.tastelake.serving.http.Route;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** {@code GET items-bulk/} and {@code users-bulk/}: all entries, in the order of their ids. */
final class ListEntries implements Endpoint {

  private static final int PAGE = 300;
  private static final int MAX_PAGE = 500;

  private final Databases databases;
  private final Catalogue catalogue;
  private final Cursors cursors;
  private final Subject subject;
  private final Generation generation;

  ListEntries(
      Databases databases,
      Catalogue catalogue,
      Cursors cursors,
      Subject subject,
      Generation generation) {
    this.databases = databases;
    this.catalogue = catalogue;
    this.cursors = cursors;
    this.subject = subject;
    this.generation = generation;
  }

  @Override
  public Route route() {
    return Route.get(generation.many(subject), Role.NOT_FRONTEND);
  }

  @Override
  public void answer(RequestContext context) throws IOException {
    Database database = databases.of(context.caller());
    Query query = context.query();
    if (!query.list("filters").isEmpty()) {
      throw ApiException.wrongData(
          ErrorName.WRONG_PARAMETER,
          "The query parameter filters is not supported here, and a list without it would be"
              + " another one: omit it.");
    }
    int amount = query.amount("amt", PAGE, MAX_PAGE);
    String list = generation.many(subject) + " " + database.id();
    String after = query.text("cursor").map(cursor -> open(list, cursor)).orElse("");
    EntryMemory memory = new EntryMemory(subject, context::hold);
    List<Catalogue.Shown> found =
        catalogue.after(database.id(), subject, after, amount + 1, memory);
    List<Catalogue.Shown> page = found.subList(0, Math.min(amount, found.size()));
    boolean more = found.size() > amount || goesOn(database, page, memory);
    context.hold(EntryBytes.of(page));
    context.answer(
        json -> {
          json.writeArrayFieldStart(subject.plural());
          for (Catalogue.Shown entry : page) {
            EntryJson.write(json, subject, database.types(), entry, query.list("properties"));
          }
          json.writeEndArray();
          json.writeBooleanField("has_next", more);
          if (more) {
            json.writeStringField("next_cursor", sign(list, page.get(page.size() - 1).id()));
          }
        });
  }

  /** Whether a page ends before the list does, because its entries are large. */
  private boolean goesOn(Database database, List<Catalogue.Shown> page, EntryMemory memory) {
    return !page.isEmpty()
        && !catalogue
            .after(database.id(), subject, page.get(page.size() - 1).id(), 1, memory)
            .isEmpty();
  }

  private String sign(String list, String last) {
    return cursors.sign(list, last.getBytes(StandardCharsets.UTF_8));
  }

  private String open(String list, String cursor) {
    return new String(cursors.open(list, cursor), StandardCharsets.UTF_8);
  }
}

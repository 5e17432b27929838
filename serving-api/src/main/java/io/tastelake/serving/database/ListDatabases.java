package io.tastelake.serving.database;

import io.tastelake.serving.http.Endpoint;
import io.tastelake.serving.http.Query;
import io.tastelake.serving.http.RequestContext;
import io.tastelake.serving.http.Role;
import io.tastelake.serving.http.Route;
import java.io.IOException;
import java.util.List;

/** {@code GET databases/}: the organization's databases, page by page. */
public final class ListDatabases implements Endpoint {

  private static final int PAGE = 64;

  private final Databases databases;

  public ListDatabases(Databases databases) {
    this.databases = databases;
  }

  @Override
  public Route route() {
    return Route.get("/databases", Role.ORGANIZATION);
  }

  @Override
  public void answer(RequestContext context) throws IOException {
    Query query = context.query();
    int page = query.amount("page", 1, Integer.MAX_VALUE - 1);
    int amount = query.amountWithin("amt", PAGE, PAGE);
    List<Database> found =
        databases.page(context.caller().organization(), amount + 1, (page - 1L) * amount);
    context.answer(
        json -> {
          json.writeArrayFieldStart("databases");
          for (Database database : found.subList(0, Math.min(amount, found.size()))) {
            json.writeStartObject();
            database.writeMembers(json);
            json.writeEndObject();
          }
          json.writeEndArray();
          json.writeBooleanField("has_next", found.size() > amount);
          json.writeNumberField("next_page", page + 1);
        });
  }
}

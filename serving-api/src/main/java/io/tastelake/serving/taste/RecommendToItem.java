package io.tastelake.serving.taste;

import io.tastelake.domain.identity.ItemId;
import io.tastelake.serving.database.Database;
import io.tastelake.serving.database.Databases;
import io.tastelake.serving.http.Endpoint;
import io.tastelake.serving.http.Query;
import io.tastelake.serving.http.RequestContext;
import io.tastelake.serving.http.Role;
import io.tastelake.serving.http.Route;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * {@code GET recommendation/items/<item_id>/items/}: the items that the same people like. It reads
 * nothing of anybody, so any token may ask.
 */
public final class RecommendToItem implements Endpoint {

  private final Databases databases;
  private final Recommendations recommendations;

  public RecommendToItem(Databases databases, Recommendations recommendations) {
    this.databases = databases;
    this.recommendations = recommendations;
  }

  @Override
  public Route route() {
    return Route.get("/recommendation/items/{item_id}/items", Role.ALL);
  }

  @Override
  public void answer(RequestContext context) throws IOException {
    Database database = databases.of(context.caller());
    ItemId item = database.types().item(context.path("item_id"));
    Query query = context.query();
    Conditions conditions =
        recommendations.conditions(database, () -> Conditions.of(query, database.types()));
    Recommendations.Request request =
        new Recommendations.Request(
            database,
            "ITEM " + item.value(),
            context.caller().frontendActor(),
            Optional.of(item),
            conditions,
            query.amountWithin("amt", Recommendations.PAGE, Recommendations.PAGE),
            query.text("cursor"));
    List<String> warnings = new ArrayList<>();
    RankedList list =
        recommendations
            .resumed(request)
            .orElseGet(() -> recommendations.like(database.id(), item, warnings));
    recommendations.answer(context, request, list, Set.of(), warnings);
  }
}

package io.tastelake.serving.taste;

import io.tastelake.domain.identity.Actor;
import io.tastelake.domain.identity.ItemId;
import io.tastelake.domain.identity.UserId;
import io.tastelake.serving.database.Database;
import io.tastelake.serving.database.Databases;
import io.tastelake.serving.http.Endpoint;
import io.tastelake.serving.http.Query;
import io.tastelake.serving.http.RequestContext;
import io.tastelake.serving.http.Role;
import io.tastelake.serving.http.Route;
import io.tastelake.serving.rating.Ratings;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** {@code GET recommendation/users/<user_id>/items/}: the items that suit a user best. */
public final class RecommendToUser implements Endpoint {

  private final Databases databases;
  private final Tastes tastes;
  private final Ratings ratings;
  private final Recommendations recommendations;

  public RecommendToUser(
      Databases databases, Tastes tastes, Ratings ratings, Recommendations recommendations) {
    this.databases = databases;
    this.tastes = tastes;
    this.ratings = ratings;
    this.recommendations = recommendations;
  }

  @Override
  public Route route() {
    return Route.get("/recommendation/users/{user_id}/items", Role.ALL);
  }

  @Override
  public void answer(RequestContext context) throws IOException {
    Database database = databases.of(context.caller());
    UserId user = context.user(database.types());
    Query query = context.query();
    Conditions conditions =
        recommendations.conditions(database, () -> Conditions.of(query, database.types()));
    boolean unrated = query.flag("exclude_rated_items").orElse(false);
    Recommendations.Request request =
        new Recommendations.Request(
            database,
            recommendations.list(database, Actor.of(user), unrated),
            Optional.of(Actor.of(user)),
            Optional.empty(),
            conditions,
            query.amountWithin("amt", Recommendations.PAGE, Recommendations.PAGE),
            query.text("cursor"));
    List<String> warnings = new ArrayList<>();
    RankedList list =
        recommendations
            .resumed(request)
            .orElseGet(() -> recommendations.by(tastes.find(database.id(), user), warnings));
    Set<ItemId> without = unrated ? ratings.byItem(database.id(), user).keySet() : Set.of();
    recommendations.answer(context, request, list, without, warnings);
  }
}

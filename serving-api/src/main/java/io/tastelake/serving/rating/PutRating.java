package io.tastelake.serving.rating;

import io.tastelake.domain.identity.ItemId;
import io.tastelake.domain.identity.UserId;
import io.tastelake.serving.database.Database;
import io.tastelake.serving.database.Databases;
import io.tastelake.serving.http.Endpoint;
import io.tastelake.serving.http.RequestContext;
import io.tastelake.serving.http.Role;
import io.tastelake.serving.http.Route;
import java.util.List;

/** {@code PUT users/<user_id>/ratings/<item_id>/}: a user rates an item. */
public final class PutRating implements Endpoint {

  private final Databases databases;
  private final Ratings ratings;

  public PutRating(Databases databases, Ratings ratings) {
    this.databases = databases;
    this.ratings = ratings;
  }

  @Override
  public Route route() {
    return Route.put("/users/{user_id}/ratings/{item_id}", Role.ALL);
  }

  @Override
  public void answer(RequestContext context) {
    Database database = databases.of(context.caller());
    UserId user = context.user(database.types());
    ItemId item = database.types().item(context.path("item_id"));
    RatingRow row = context.body(RatingRow::read);
    ratings.give(database.id(), List.of(row.of(user, item)));
    context.answerNothing();
  }
}

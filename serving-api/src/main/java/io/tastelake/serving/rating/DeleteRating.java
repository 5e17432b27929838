package io.tastelake.serving.rating;

import io.tastelake.domain.identity.ItemId;
import io.tastelake.domain.identity.UserId;
import io.tastelake.serving.database.Database;
import io.tastelake.serving.database.Databases;
import io.tastelake.serving.http.Endpoint;
import io.tastelake.serving.http.RequestContext;
import io.tastelake.serving.http.Role;
import io.tastelake.serving.http.Route;

/** {@code DELETE users/<user_id>/ratings/<item_id>/}: withdraws a given rating. */
public final class DeleteRating implements Endpoint {

  private final Databases databases;
  private final Ratings ratings;

  public DeleteRating(Databases databases, Ratings ratings) {
    this.databases = databases;
    this.ratings = ratings;
  }

  @Override
  public Route route() {
    return Route.delete("/users/{user_id}/ratings/{item_id}", Role.ALL);
  }

  @Override
  public void answer(RequestContext context) {
    Database database = databases.of(context.caller());
    UserId user = context.user(database.types());
    ItemId item = database.types().item(context.path("item_id"));
    ratings.withdraw(database.id(), user, item);
    context.answerNothing();
  }
}

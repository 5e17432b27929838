package io.tastelake.serving.rating;

import io.tastelake.serving.database.Database;
import io.tastelake.serving.database.Databases;
import io.tastelake.serving.http.Endpoint;
import io.tastelake.serving.http.RequestContext;
import io.tastelake.serving.http.Role;
import io.tastelake.serving.http.Route;

/** {@code DELETE users/<user_id>/ratings/}: withdraws all ratings that a user gave. */
public final class DeleteUserRatings implements Endpoint {

  private final Databases databases;
  private final Ratings ratings;

  public DeleteUserRatings(Databases databases, Ratings ratings) {
    this.databases = databases;
    this.ratings = ratings;
  }

  @Override
  public Route route() {
    return Route.delete("/users/{user_id}/ratings", Role.ALL);
  }

  @Override
  public void answer(RequestContext context) {
    Database database = databases.of(context.caller());
    ratings.withdrawAll(database.id(), context.user(database.types()));
    context.answerNothing();
  }
}

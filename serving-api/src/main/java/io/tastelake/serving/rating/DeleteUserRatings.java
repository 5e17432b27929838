package io.tastelake.serving.rating;

import io.tastelake.serving.database.Database;
import io.tastelake.serving.database.Databases;
import io.tastelake.serving.http.Call;
import io.tastelake.serving.http.Endpoint;
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
  public void answer(Call call) {
    Database database = databases.of(call.caller());
    ratings.withdrawAll(database.id(), call.user(database.types()));
    call.answerNothing();
  }
}

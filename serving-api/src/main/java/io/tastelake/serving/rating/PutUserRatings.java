package io.tastelake.serving.rating;

import io.tastelake.domain.identity.UserId;
import io.tastelake.serving.database.Database;
import io.tastelake.serving.database.Databases;
import io.tastelake.serving.http.Endpoint;
import io.tastelake.serving.http.RequestContext;
import io.tastelake.serving.http.Role;
import io.tastelake.serving.http.Route;

/** {@code PUT users/<user_id>/ratings/}: a user rates items; other ratings stay. */
public final class PutUserRatings implements Endpoint {

  private final Databases databases;
  private final Ratings ratings;
  private final int rowsPerBody;

  public PutUserRatings(Databases databases, Ratings ratings, int rowsPerBody) {
    this.databases = databases;
    this.ratings = ratings;
    this.rowsPerBody = rowsPerBody;
  }

  @Override
  public Route route() {
    return Route.put("/users/{user_id}/ratings", Role.ALL);
  }

  @Override
  public void answer(RequestContext context) {
    Database database = databases.of(context.caller());
    UserId user = context.user(database.types());
    RatingBatch batch =
        context.body(RatingBatch.reader(database.types(), row -> user, rowsPerBody));
    context.accept(batch.ratings().size());
    ratings.give(database.id(), batch.ratings());
    context.answerNothing();
  }
}

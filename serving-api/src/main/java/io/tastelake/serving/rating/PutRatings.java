package io.tastelake.serving.rating;

import io.tastelake.serving.database.Database;
import io.tastelake.serving.database.Databases;
import io.tastelake.serving.http.Endpoint;
import io.tastelake.serving.http.RequestContext;
import io.tastelake.serving.http.Role;
import io.tastelake.serving.http.Route;
import io.tastelake.serving.identity.IdTypes;

/** {@code PUT ratings-bulk/}: many users rate items; other ratings stay. */
public final class PutRatings implements Endpoint {

  private final Databases databases;
  private final Ratings ratings;
  private final int rowsPerBody;

  public PutRatings(Databases databases, Ratings ratings, int rowsPerBody) {
    this.databases = databases;
    this.ratings = ratings;
    this.rowsPerBody = rowsPerBody;
  }

  @Override
  public Route route() {
    return Route.put("/ratings-bulk", Role.NOT_FRONTEND);
  }

  @Override
  public void answer(RequestContext context) {
    Database database = databases.of(context.caller());
    IdTypes types = database.types();
    RatingBatch batch =
        context.body(RatingBatch.reader(types, row -> row.user(types), rowsPerBody));
    context.accept(batch.ratings().size());
    ratings.give(database.id(), batch.ratings());
    context.answerNothing();
  }
}

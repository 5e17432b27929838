package io.tastelake.serving.rating;

import io.tastelake.domain.identity.UserId;
import io.tastelake.serving.database.Database;
import io.tastelake.serving.database.Databases;
import io.tastelake.serving.http.Endpoint;
import io.tastelake.serving.http.RequestContext;
import io.tastelake.serving.http.Role;
import io.tastelake.serving.http.Route;
import io.tastelake.serving.parity.ServedSamples;
import io.tastelake.store.RatingsTable;
import io.tastelake.store.ServedSample.Extent;
import java.io.IOException;
import java.util.List;

/** {@code GET users/<user_id>/ratings/}: one user's ratings, the newest first, page by page. */
public final class ListUserRatings implements Endpoint {

  private static final int PAGE = 64;

  private final Databases databases;
  private final Ratings ratings;
  private final ServedSamples samples;

  public ListUserRatings(Databases databases, Ratings ratings, ServedSamples samples) {
    this.databases = databases;
    this.ratings = ratings;
    this.samples = samples;
  }

  @Override
  public Route route() {
    return Route.get("/users/{user_id}/ratings", Role.ALL);
  }

  @Override
  public void answer(RequestContext context) throws IOException {
    Database database = databases.of(context.caller());
    UserId user = context.user(database.types());
    int page = context.query().amount("page", 1, Integer.MAX_VALUE - 1);
    int amount = context.query().amountWithin("amt", PAGE, PAGE);
    List<RatingsTable.Row> found =
        ratings.of(database.id(), user, amount + 1, (page - 1L) * amount);
    List<RatingsTable.Row> shown = found.subList(0, Math.min(amount, found.size()));
    boolean whole = page == 1 && found.size() <= amount;
    samples.ratings(database.id(), user, shown, whole ? Extent.WHOLE : Extent.PART);
    context.answer(
        json -> {
          json.writeArrayFieldStart("user_ratings");
          for (RatingsTable.Row rating : shown) {
            json.writeStartObject();
            RatingJson.writeMembers(json, database.types(), rating);
            json.writeEndObject();
          }
          json.writeEndArray();
          json.writeBooleanField("has_next", found.size() > amount);
          json.writeNumberField("next_page", page + 1);
        });
  }
}

package io.tastelake.serving.rating;

import com.fasterxml.jackson.core.JsonParser;
import io.tastelake.domain.identity.ItemId;
import io.tastelake.domain.identity.UserId;
import io.tastelake.serving.http.BodyReader;
import io.tastelake.serving.http.RowProblems;
import io.tastelake.serving.http.RowsReader;
import io.tastelake.serving.identity.IdTypes;
import io.tastelake.store.GivenRatings;
import java.io.IOException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/** The ratings of one request: all are taken or, if one is wrong, none. */
final class RatingBatch {

  private static final String FIELD = "ratings";

  private record Rated(UserId user, ItemId item) {}

  private final IdTypes types;
  private final Function<RatingRow, UserId> raters;
  private final Map<Rated, GivenRatings.Given> ratings = new LinkedHashMap<>();
  private final RowProblems problems;

  private RatingBatch(IdTypes types, Function<RatingRow, UserId> raters, int maxRows) {
    this.types = types;
    this.raters = raters;
    this.problems = new RowProblems(FIELD, maxRows);
  }

  /**
   * Reads {@code {"ratings": [...]}}.
   *
   * @param raters whose rating a row is
   * @param maxRows how many ratings one request may hold
   */
  static BodyReader<RatingBatch> reader(
      IdTypes types, Function<RatingRow, UserId> raters, int maxRows) {
    return new RowsReader<>(FIELD, () -> new RatingBatch(types, raters, maxRows), RatingBatch::add);
  }

  private void add(JsonParser parser) throws IOException {
    RatingRow row = RatingRow.read(parser);
    problems.take(
        () -> {
          Rated rated = new Rated(raters.apply(row), row.item(types));
          ratings.put(rated, row.of(rated.user(), rated.item()));
        });
  }

  /**
   * The ratings; of several of one user and item, the last.
   *
   * @throws io.tastelake.serving.http.ApiException {@code WrongData} if a row is wrong; names up to
   *     100 of them by index
   */
  Collection<GivenRatings.Given> ratings() {
    problems.requireNone();
    return ratings.values();
  }
}

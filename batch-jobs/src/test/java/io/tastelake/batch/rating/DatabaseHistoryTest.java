package io.tastelake.batch.rating;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tastelake.batch.SharedSpark;
import io.tastelake.contracts.lake.RatingsTable;
import io.tastelake.domain.identity.Collisions;
import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.domain.rating.ImplicitToExplicitParameters;
import io.tastelake.testkit.lake.RandomLake;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ratings under parameters that nobody set. */
final class DatabaseHistoryTest {

  private static final DatabaseId SHOP = Collisions.DATABASES.get(0);

  @TempDir Path lakes;

  /** Of a random lake of several databases, whose ids collide. */
  @Test
  void ratingsAreThoseOfThePureFunctionUnderAnyParameters() {
    try (RandomLake lake = RandomLake.in(lakes, 5, 20)) {
      lake.append(400);
      try (DatabaseHistory history =
          new DatabaseHistory(SharedSpark.session(), lake.root(), SHOP)) {
        List<Row> rows = history.ratings(TestParameters.VALUE, Dataset::collectAsList);
        assertRight(rows, lake, TestParameters.VALUE);
        List<Row> others = history.ratings(TestParameters.OTHER, Dataset::collectAsList);
        assertRight(others, lake, TestParameters.OTHER);
        assertThat(times(others)).as("same pairs, same times").isEqualTo(times(rows));
      }
    }
  }

  private static void assertRight(
      List<Row> rows, RandomLake lake, ImplicitToExplicitParameters parameters) {
    PureRatings pure = PureRatings.of(lake.appended(), Map.of(SHOP, parameters));
    Map<PureRatings.Key, Double> expected = new HashMap<>();
    pure.inferred().forEach((key, rating) -> expected.put(key, rating.value()));
    pure.given().forEach((key, rating) -> expected.put(key, rating.value()));
    expected.keySet().removeIf(key -> !key.database().equals(SHOP));
    assertThat(rows).hasSameSizeAs(expected.keySet()).isNotEmpty();
    for (Row row : rows) {
      assertThat(row.<Double>getAs(RatingsTable.RATING))
          .isCloseTo(expected.get(key(row)), within(1e-9));
    }
  }

  private static PureRatings.Key key(Row row) {
    return PureRatings.Key.of(
        row.getAs(RatingsTable.DATABASE),
        row.getAs(RatingsTable.USER_ID),
        row.getAs(RatingsTable.ITEM_ID));
  }

  private static Map<PureRatings.Key, Double> times(List<Row> rows) {
    Map<PureRatings.Key, Double> times = new HashMap<>();
    rows.forEach(row -> times.put(key(row), row.getAs(RatingsTable.RATED_AT)));
    return times;
  }
}

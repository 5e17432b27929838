package io.tastelake.batch.taste;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;

import io.tastelake.contracts.lake.RatingsTable;
import io.tastelake.domain.rating.Rating;
import io.tastelake.domain.rating.RatingLevels;
import io.tastelake.domain.taste.Centre;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;

/** What counts as a like in a database, by all of its ratings. */
final class Centres {

  private static final String LEVEL = "level";

  private Centres() {}

  /**
   * The centre that the next model of these ratings has.
   *
   * @param ratings rows of {@link RatingsTable} of one database
   * @param current the database's current model, if it has one
   */
  static Centre of(Dataset<Row> ratings, Optional<Model> current) {
    RatingLevels levels = levels(ratings);
    return Centre.of(levels, likesTrain(ratings, levels), current.map(Model::centre));
  }

  /** Each like takes part itself; only where there are few it matters what else does. */
  private static long likesTrain(Dataset<Row> ratings, RatingLevels levels) {
    long likes = levels.above(Rating.NEUTRAL);
    return likes == 0 || likes >= Centre.MIN_RATINGS
        ? likes
        : FactorsTopology.participating(ratings, Centre.NEUTRAL).count();
  }

  private static RatingLevels levels(Dataset<Row> ratings) {
    Map<Integer, Long> counts = new HashMap<>();
    ratings
        .select(RatingsTable.RATING)
        .as(Encoders.DOUBLE())
        .map((MapFunction<Double, Integer>) RatingLevels::level, Encoders.INT())
        .toDF(LEVEL)
        .groupBy(col(LEVEL))
        .agg(count(lit(1)))
        .collectAsList()
        .forEach(row -> counts.put(row.getInt(0), row.getLong(1)));
    return RatingLevels.of(counts);
  }
}

package io.tastelake.batch.taste;

import static org.apache.spark.sql.functions.ceil;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.desc;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.functions.xxhash64;

import io.tastelake.contracts.lake.RatingsTable;
import io.tastelake.domain.taste.Centre;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;

/** Ratings before and after a moment, and what is asked about them. */
final class EvaluateTopology {

  static final String RATED = "rated";
  static final String LIKED = "liked";
  static final String HELD_OUT = "held_out";

  private EvaluateTopology() {}

  /** What is known at {@code moment}, Unix seconds. */
  static Dataset<Row> until(Dataset<Row> ratings, double moment) {
    return ratings.where(col(RatingsTable.RATED_AT).leq(moment));
  }

  /**
   * Users who rated until {@code moment} and liked something after it.
   *
   * @param centre above it are likes
   * @param maxUsers of more, those whose ids have the smallest hashes
   * @return rows of a user's id, the array {@link #RATED} of item and rating until then, and the
   *     array {@link #LIKED} of the items liked later
   */
  static Dataset<Row> questions(Dataset<Row> ratings, double moment, Centre centre, int maxUsers) {
    return questions(
        until(ratings, moment),
        ratings.where(col(RatingsTable.RATED_AT).gt(moment)),
        centre,
        maxUsers);
  }

  /**
   * The same of ratings that are known and ratings that are held out.
   *
   * @param known rows of {@link RatingsTable}
   */
  static Dataset<Row> questions(
      Dataset<Row> known, Dataset<Row> heldOut, Centre centre, int maxUsers) {
    Column user = col(RatingsTable.USER_ID);
    Dataset<Row> liked =
        heldOut
            .where(likes(centre))
            .groupBy(user)
            .agg(collect_list(col(RatingsTable.ITEM_ID)).as(LIKED));
    return rated(known)
        .join(liked, RatingsTable.USER_ID)
        .orderBy(xxhash64(user), user)
        .limit(maxUsers)
        .select(user, col(RATED), col(LIKED));
  }

  /**
   * What each user rated.
   *
   * @param known rows of {@link RatingsTable}
   * @return rows of a user's id and the array {@link #RATED} of item and rating
   */
  static Dataset<Row> rated(Dataset<Row> known) {
    return known
        .groupBy(col(RatingsTable.USER_ID))
        .agg(collect_list(struct(col(RatingsTable.ITEM_ID), col(RatingsTable.RATING))).as(RATED));
  }

  /**
   * Marks the last ratings of each user as {@link #HELD_OUT}, and leaves each one at least.
   *
   * @param share of a user's ratings, rounded up
   */
  static Dataset<Row> lastOfEachUser(Dataset<Row> ratings, double share) {
    Column user = col(RatingsTable.USER_ID);
    Column item = col(RatingsTable.ITEM_ID);
    Column place =
        row_number()
            .over(
                Window.partitionBy(user)
                    .orderBy(desc(RatingsTable.RATED_AT), xxhash64(item), item));
    Column all = count(lit(1)).over(Window.partitionBy(user));
    return ratings.withColumn(
        HELD_OUT, place.leq(ceil(all.multiply(lit(share)))).and(place.lt(all)));
  }

  /** Items by how many users like them, the most popular first. */
  static Dataset<Row> popularity(Dataset<Row> known, Centre centre) {
    return known
        .groupBy(col(RatingsTable.ITEM_ID))
        .agg(count(when(likes(centre), 1)).as("likes"))
        .orderBy(desc("likes"), col(RatingsTable.ITEM_ID));
  }

  private static Column likes(Centre centre) {
    return col(RatingsTable.RATING).gt(lit(centre.value()));
  }
}

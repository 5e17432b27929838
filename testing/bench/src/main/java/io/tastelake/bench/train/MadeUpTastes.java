package io.tastelake.bench.train;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.floor;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.pmod;
import static org.apache.spark.sql.functions.pow;
import static org.apache.spark.sql.functions.rand;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.functions.xxhash64;

import io.tastelake.contracts.lake.RatingsTable;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Ratings of users who have tastes, so that there is something to learn: each has two genres of
 * fifty, and rates four times out of five an item of them, which is liked then more often. Activity
 * and popularity follow power laws. The same for the same seed.
 */
final class MadeUpTastes {

  private static final int PARTITIONS = 8;
  private static final int GENRES = 50;
  private static final double FOUR_FIFTHS = 0.8;

  private final SparkSession spark;
  private final long seed;

  MadeUpTastes(SparkSession spark, long seed) {
    this.spark = spark;
    this.seed = seed;
  }

  /**
   * At most {@code rows} ratings: who rates the same twice counts once.
   *
   * @return rows of user id, item id and rating
   */
  Dataset<Row> ratings(long rows, long users, long items) {
    long itemsOfGenre = items / GENRES;
    Column own = col("own").lt(FOUR_FIFTHS);
    Column genre =
        when(own, pmod(col("user").multiply(when(col("second"), 7).otherwise(13)), lit(GENRES)))
            .otherwise(floor(rand(seed + 1).multiply(GENRES)));
    Column item = floor(pow(rand(seed + 2), lit(2.5)).multiply(itemsOfGenre));
    return spark
        .range(0, rows, 1, PARTITIONS)
        .withColumn("user", floor(pow(rand(seed), lit(1.6)).multiply(users)))
        .withColumn("own", rand(seed + 3))
        .withColumn("second", rand(seed + 4).lt(0.5))
        .withColumn("item", item.multiply(GENRES).plus(genre))
        .withColumn("liked", rand(seed + 5).lt(when(own, 0.85).otherwise(0.5)))
        .withColumn("strength", rand(seed + 6).multiply(4.4))
        .dropDuplicates("user", "item")
        .select(
            concat(lit("user-"), col("user")).as(RatingsTable.USER_ID),
            concat(lit("item-"), col("item")).as(RatingsTable.ITEM_ID),
            when(col("liked"), lit(5.6).plus(col("strength")))
                .otherwise(lit(5.4).minus(col("strength")))
                .as(RatingsTable.RATING));
  }

  /** Whether a rating is held out: one of ten. */
  static Column heldOut() {
    return pmod(xxhash64(col(RatingsTable.USER_ID), col(RatingsTable.ITEM_ID)), lit(10)).equalTo(0);
  }
}

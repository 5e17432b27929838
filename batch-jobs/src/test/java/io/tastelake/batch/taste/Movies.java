package io.tastelake.batch.taste;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import io.tastelake.contracts.lake.RatingsTable;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.Assumptions;

/** MovieLens's small set as ratings: 100,004 of 671 users. */
final class Movies {

  private static final Path FOLDER =
      Path.of(System.getProperty("tastelake.data", "/work/shared/data"));

  private Movies() {}

  /**
   * Rows of {@link RatingsTable}, as the demo's parameters infer them: twice the stars, within 1.1
   * and 9.9. Where the set is missing, the test is skipped.
   */
  static Dataset<Row> ratings(SparkSession spark, String database) {
    Path file = FOLDER.resolve("ml-latest-small/ratings.csv");
    Assumptions.assumeTrue(Files.exists(file), "MovieLens's ml-latest-small is not here: " + file);
    Column rating =
        functions.greatest(
            lit(1.1), functions.least(lit(9.9), col("rating").cast("double").multiply(2)));
    return spark
        .read()
        .option("header", "true")
        .csv(file.toString())
        .select(
            lit(database).as(RatingsTable.DATABASE),
            col("userId").as(RatingsTable.USER_ID),
            col("movieId").as(RatingsTable.ITEM_ID),
            rating.as(RatingsTable.RATING),
            col("timestamp").cast("double").as(RatingsTable.RATED_AT),
            lit(false).as(RatingsTable.GIVEN));
  }
}

package io.tastelake.bench.batch;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.length;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;

import io.tastelake.batch.BatchSession;
import io.tastelake.batch.Summary;
import io.tastelake.contracts.lake.InteractionsTable;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.SparkSession;

/**
 * P8's peer, a program of its own: Spark reads the columns that ratings are made of, groups them by
 * database, actor and item, and counts and sums the rest; what comes of it goes nowhere.
 */
final class SparkGrouping {

  private static final Column[] GROUPS = {
    col(InteractionsTable.DATABASE),
    col(InteractionsTable.ACTOR_KIND),
    col(InteractionsTable.ACTOR_ID),
    col(InteractionsTable.ITEM_ID)
  };

  /** All that {@code recompute-ratings} reads besides, and {@code segment}, which no file holds. */
  private static final List<Column> NUMBERS =
      List.of(
          col(InteractionsTable.ACTOR_HASH),
          col(InteractionsTable.LOG_PARTITION),
          col(InteractionsTable.LOG_OFFSET),
          col(InteractionsTable.TIMESTAMP),
          col(InteractionsTable.RATING),
          col(InteractionsTable.ACCEPTED_AT).cast("double"));

  private static final List<Column> TEXTS =
      List.of(
          col(InteractionsTable.OPERATION),
          col(InteractionsTable.INTERACTION_ID),
          col(InteractionsTable.INTERACTION_TYPE),
          col(InteractionsTable.PROPERTIES),
          col(InteractionsTable.USER_ID));

  private SparkGrouping() {}

  /**
   * Prints a line of JSON with the seconds that it took.
   *
   * @param args the table's folder
   */
  public static void main(String[] args) throws Exception {
    try (SparkSession spark = BatchSession.open("peer")) {
      long start = System.nanoTime();
      spark
          .read()
          .format("delta")
          .load(args[0])
          .groupBy(GROUPS)
          .agg(count(lit(1)), sums())
          .write()
          .format("noop")
          .mode("overwrite")
          .save();
      double seconds = (System.nanoTime() - start) / 1e9;
      System.out.println(Summary.of("spark-grouping").with("seconds", seconds));
    }
  }

  private static Column[] sums() {
    return Stream.concat(
            NUMBERS.stream().map(column -> sum(column.cast("double"))),
            TEXTS.stream().map(column -> sum(length(column))))
        .toArray(Column[]::new);
  }
}

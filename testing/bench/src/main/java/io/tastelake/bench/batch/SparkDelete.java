package io.tastelake.bench.batch;

import io.tastelake.batch.BatchSession;
import io.tastelake.batch.Summary;
import io.tastelake.contracts.lake.InteractionsTable;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.apache.spark.sql.SparkSession;

/** P10's peer, a program of its own: a plain DELETE with deletion vectors, by the users' ids. */
final class SparkDelete {

  private SparkDelete() {}

  /**
   * Prints a line of JSON with the seconds that it took, and how many rows went.
   *
   * @param args the table's folder, the database's id, and the users' ids
   */
  public static void main(String[] args) throws Exception {
    String table = "delta.`" + args[0] + "`";
    try (SparkSession spark = BatchSession.open("peer")) {
      spark.sql(
          "ALTER TABLE " + table + " SET TBLPROPERTIES ('delta.enableDeletionVectors' = 'true')");
      long start = System.nanoTime();
      long rows =
          spark
              .sql(
                  "DELETE FROM %s WHERE %s <> '%s' AND %s = '%s' AND %s = 'USER' AND %s IN (%s)"
                      .formatted(
                          table,
                          InteractionsTable.SEGMENT,
                          InteractionsTable.FRESH,
                          InteractionsTable.DATABASE,
                          args[1],
                          InteractionsTable.ACTOR_KIND,
                          InteractionsTable.ACTOR_ID,
                          users(args)))
              .first()
              .getLong(0);
      double seconds = (System.nanoTime() - start) / 1e9;
      System.out.println(
          Summary.of("spark-delete").with("rows_removed", rows).with("seconds", seconds));
    }
  }

  private static String users(String[] args) {
    return Arrays.stream(args).skip(2).map(id -> "'" + id + "'").collect(Collectors.joining(", "));
  }
}

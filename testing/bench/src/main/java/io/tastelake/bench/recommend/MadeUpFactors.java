package io.tastelake.bench.recommend;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.randn;

import io.tastelake.batch.BatchSession;
import io.tastelake.contracts.lake.ItemFactorsTable;
import java.net.URI;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.SparkSession;

/**
 * Writes item factors as training does, but drawn and not trained: a program of its own, with
 * Spark's class path. Ranking looks at every item whatever its factors are.
 */
final class MadeUpFactors {

  private MadeUpFactors() {}

  /**
   * Appends a model's factors to the lake.
   *
   * @param args the lake, the model, the database, how many items, the rank and the seed
   */
  public static void main(String[] args) throws Exception {
    long items = Long.parseLong(args[3]);
    Column[] factors = factors(Integer.parseInt(args[4]), Long.parseLong(args[5]));
    try (SparkSession spark = BatchSession.open("made-up-factors")) {
      spark
          .range(1, items + 1, 1, 1)
          .select(
              lit(args[1]).as(ItemFactorsTable.MODEL),
              lit(args[2]).as(ItemFactorsTable.DATABASE),
              col("id").cast("string").as(ItemFactorsTable.ITEM_ID),
              array(factors).as(ItemFactorsTable.FACTORS))
          .write()
          .format("delta")
          .mode("append")
          .partitionBy(ItemFactorsTable.MODEL)
          .save(ItemFactorsTable.locationBelow(URI.create(args[0])));
    }
  }

  private static Column[] factors(int rank, long seed) {
    Column[] factors = new Column[rank];
    for (int i = 0; i < rank; i++) {
      factors[i] = randn(seed * rank + i).divide(lit(Math.sqrt(rank))).cast("float");
    }
    return factors;
  }
}

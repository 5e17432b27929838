package io.tastelake.batch.taste;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Item factors by {@link Sweeps}. Both sides' factors must fit into the memory of the driver and of
 * each executor, so there is a bound to them.
 */
final class OwnAls {

  private static final int RATINGS_PER_BLOCK = 250_000;
  private static final int MAX_BLOCKS = 256;

  /** A side's factors take this share of the heap at most: there are copies on their way. */
  private static final int SHARE_OF_HEAP = 8;

  private static final StructType ROWS =
      new StructType()
          .add(FactorsTopology.ITEM, DataTypes.StringType, false)
          .add(
              FactorsTopology.FACTORS,
              DataTypes.createArrayType(DataTypes.FloatType, false),
              false);

  private OwnAls() {}

  /** How many bytes one side's factors may take here. */
  static long maxBytes() {
    return Math.min(
        Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP, (long) Integer.MAX_VALUE - 64);
  }

  /** How many blocks there are of each side. */
  static int blocks(long ratings) {
    return (int) Math.min(MAX_BLOCKS, 1 + ratings / RATINGS_PER_BLOCK);
  }

  /**
   * Trains, unless a side's factors take more than {@code maxBytes}.
   *
   * @param participating rows of {@link FactorsTopology#participating}
   * @param count how many they are
   * @param progress is told of each sweep; what it throws ends the training
   * @return rows of item id and its factors
   */
  static Optional<Dataset<Row>> items(
      Dataset<Row> participating,
      long count,
      AlsSettings als,
      long maxBytes,
      Consumer<String> progress) {
    JavaSparkContext context = context(participating.sparkSession());
    try (RatingBlocks blocks = RatingBlocks.of(participating, blocks(count))) {
      return factors(context, blocks, als, maxBytes, progress)
          .map(factors -> rows(context, blocks.itemIds(), factors, als.rank()));
    }
  }

  /** The same from blocks that were made before: the items' factors, row after row. */
  static Optional<float[]> factors(
      JavaSparkContext context,
      RatingBlocks blocks,
      AlsSettings als,
      long maxBytes,
      Consumer<String> progress) {
    long rows = Math.max(blocks.userCount(), blocks.itemIds().length);
    long bytes = rows * als.rank() * Float.BYTES;
    if (bytes > maxBytes) {
      progress.accept(
          "MLlib trains: %,d rows of factors take %,d MiB, and ialspp may take %,d; more heap allows more"
              .formatted(rows, bytes >> 20, maxBytes >> 20));
      return Optional.empty();
    }
    try (Sweeps sweeps = new Sweeps(context, blocks, als)) {
      return Optional.of(
          sweeps.items(
              sweep -> progress.accept("sweep %d of %d".formatted(sweep, als.iterations()))));
    }
  }

  static JavaSparkContext context(SparkSession spark) {
    return JavaSparkContext.fromSparkContext(spark.sparkContext());
  }

  private static Dataset<Row> rows(
      JavaSparkContext context, String[] ids, float[] factors, int rank) {
    List<Row> rows = new ArrayList<>(ids.length);
    for (int i = 0; i < ids.length; i++) {
      rows.add(RowFactory.create(ids[i], Arrays.copyOfRange(factors, i * rank, (i + 1) * rank)));
    }
    return SparkSession.active().createDataFrame(context.parallelize(rows), ROWS);
  }
}

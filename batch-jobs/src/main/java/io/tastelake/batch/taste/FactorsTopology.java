package io.tastelake.batch.taste;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import io.tastelake.contracts.lake.RatingsTable;
import io.tastelake.domain.taste.Centre;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.spark.ml.recommendation.ALS;
import org.apache.spark.ml.recommendation.ALSModel;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Item factors of one database's ratings, by implicit ALS over r = rating − centre as {@link
 * io.tastelake.domain.taste.FoldIn} has it.
 *
 * <p>Only users and items that are liked once at least take part. The others' factors would be zero
 * and change nothing, except that their regularization, which grows with the number of likes, would
 * be zero as well and their equations might have no solution.
 */
public final class FactorsTopology {

  public static final String USER = RatingsTable.USER_ID;
  public static final String ITEM = RatingsTable.ITEM_ID;
  public static final String FACTORS = "factors";

  public static final String PREFERENCE = "preference";
  private static final String USER_NUMBER = "user";
  private static final String ITEM_NUMBER = "item";
  private static final int RATINGS_PER_BLOCK = 100_000;
  private static final int MAX_BLOCKS = 256;

  private static final int ITERATIONS_PER_CHECKPOINT = 3;

  private FactorsTopology() {}

  /** A trained model: rows of user or item id and its factors. */
  record Trained(Dataset<Row> users, Dataset<Row> items) {}

  /**
   * The ratings that take part.
   *
   * @param ratings rows of {@link RatingsTable} of one database
   * @param centre above it are likes
   */
  public static Dataset<Row> participating(Dataset<Row> ratings, Centre centre) {
    Dataset<Row> preferences =
        ratings.select(
            col(USER),
            col(ITEM),
            col(RatingsTable.RATING).minus(lit(centre.value())).as(PREFERENCE));
    Dataset<Row> likes = preferences.where(col(PREFERENCE).gt(0));
    return preferences
        .join(likes.select(USER).distinct(), new String[] {USER}, "left_semi")
        .join(likes.select(ITEM).distinct(), new String[] {ITEM}, "left_semi");
  }

  /**
   * Trains by the solver of the settings.
   *
   * @param participating rows of {@link #participating}; read several times, so better persisted
   * @param count how many they are
   * @param progress is told how far it is; what it throws ends the training
   * @return rows of item id and its factors
   */
  public static Dataset<Row> items(
      Dataset<Row> participating, long count, AlsSettings settings, Consumer<String> progress) {
    Optional<Dataset<Row>> own =
        settings.solver() == Solver.IALSPP
            ? OwnAls.items(participating, count, settings, OwnAls.maxBytes(), progress)
            : Optional.empty();
    return own.orElseGet(() -> trained(participating, count, settings).items());
  }

  /**
   * Trains by MLlib. Where Spark has a checkpoint directory, the chain of steps behind the factors
   * is cut every few iterations: tasks hold it whole, and a long one overflows their stacks.
   *
   * @param participating rows of {@link #participating}; read several times, so better persisted
   * @param count how many they are
   */
  static Trained trained(Dataset<Row> participating, long count, AlsSettings settings) {
    Dataset<Row> users = numbered(participating, USER, USER_NUMBER);
    Dataset<Row> items = numbered(participating, ITEM, ITEM_NUMBER);
    int blocks = (int) Math.min(MAX_BLOCKS, 1 + count / RATINGS_PER_BLOCK);
    ALSModel model =
        new ALS()
            .setUserCol(USER_NUMBER)
            .setItemCol(ITEM_NUMBER)
            .setRatingCol(PREFERENCE)
            .setImplicitPrefs(true)
            .setRank(settings.rank())
            .setMaxIter(settings.iterations())
            .setAlpha(settings.alpha())
            .setRegParam(settings.lambda())
            .setSeed(settings.seed())
            .setNumBlocks(blocks)
            .setCheckpointInterval(ITERATIONS_PER_CHECKPOINT)
            .fit(ordered(participating.join(users, USER).join(items, ITEM)));
    return new Trained(
        named(model.userFactors(), users, USER, USER_NUMBER),
        named(model.itemFactors(), items, ITEM, ITEM_NUMBER));
  }

  /** In one order, so that sums are the same each time. */
  private static Dataset<Row> ordered(Dataset<Row> ratings) {
    return ratings
        .select(USER_NUMBER, ITEM_NUMBER, PREFERENCE)
        .repartition(col(USER_NUMBER))
        .sortWithinPartitions(USER_NUMBER, ITEM_NUMBER);
  }

  /** Numbers from 0 on, in the order of ids. */
  private static Dataset<Row> numbered(Dataset<Row> ratings, String id, String number) {
    StructType schema =
        new StructType()
            .add(id, DataTypes.StringType, false)
            .add(number, DataTypes.IntegerType, false);
    var rows =
        ratings
            .select(id)
            .distinct()
            .orderBy(id)
            .as(Encoders.STRING())
            .javaRDD()
            .zipWithIndex()
            .map(pair -> RowFactory.create(pair._1(), Math.toIntExact(pair._2())));
    return ratings.sparkSession().createDataFrame(rows, schema);
  }

  private static Dataset<Row> named(
      Dataset<Row> factors, Dataset<Row> numbers, String id, String number) {
    Column same = factors.col("id").equalTo(numbers.col(number));
    return factors.join(numbers, same).select(numbers.col(id), factors.col("features").as(FACTORS));
  }
}

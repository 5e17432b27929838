package io.tastelake.batch.deletion;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.when;

import io.tastelake.contracts.lake.InteractionsTable;
import io.tastelake.contracts.log.MicrosecondClock;
import io.tastelake.domain.interaction.Operation;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * What becomes of rows when actors are forgotten. An actor is its database, kind and id; the hash
 * is not asked.
 *
 * <ul>
 *   <li>Rows below the actor's FORGET go, and so do retries of them that came after it.
 *   <li>While a RECORD may still arrive once more, a RETRACT without content takes its place: the
 *       retry would come after the FORGET, and seem new.
 *   <li>FORGETs, and RETRACTs below them, stay as long, and go then.
 * </ul>
 */
final class ForgetTopology {

  private static final String BELOW = "forgotten_below";
  private static final String RETRIES_UNTIL = "retries_until";
  private static final String IS_RETRY = "is_retry";

  private static final String[] ACTOR = {
    InteractionsTable.DATABASE,
    InteractionsTable.ACTOR_KIND,
    InteractionsTable.ACTOR_ID,
    InteractionsTable.LOG_PARTITION
  };

  private static final String[] INTERACTION = {
    InteractionsTable.DATABASE,
    InteractionsTable.ACTOR_KIND,
    InteractionsTable.ACTOR_ID,
    InteractionsTable.LOG_PARTITION,
    InteractionsTable.INTERACTION_ID
  };

  private static final StructType FORGOTTEN =
      new StructType()
          .add(InteractionsTable.DATABASE, DataTypes.StringType, false)
          .add(InteractionsTable.ACTOR_KIND, DataTypes.StringType, false)
          .add(InteractionsTable.ACTOR_ID, DataTypes.StringType, false)
          .add(InteractionsTable.LOG_PARTITION, DataTypes.IntegerType, false)
          .add(BELOW, DataTypes.LongType, false)
          .add(RETRIES_UNTIL, DataTypes.TimestampType, false);

  /** What a RETRACT has not. */
  private static final Set<String> CONTENT =
      Set.of(
          InteractionsTable.ITEM_ID,
          InteractionsTable.INTERACTION_TYPE,
          InteractionsTable.TIMESTAMP,
          InteractionsTable.PROPERTIES,
          InteractionsTable.RATING,
          InteractionsTable.USER_ID);

  private static final Column HIDDEN =
      col(InteractionsTable.LOG_OFFSET).lt(col(BELOW)).or(col(IS_RETRY));
  private static final Column RETRIED = col(InteractionsTable.ACCEPTED_AT).gt(col(RETRIES_UNTIL));

  /** A RECORD of which only a RETRACT will be left. */
  private static final Column EMPTIED = HIDDEN.and(is(Operation.RECORD)).and(RETRIED);

  private static final Column STAYS =
      when(is(Operation.FORGET), RETRIED)
          .when(HIDDEN, is(Operation.RECORD).or(is(Operation.RETRACT)).and(RETRIED))
          .otherwise(lit(true));

  private final Dataset<Row> forgotten;

  /** For some actors. */
  ForgetTopology(SparkSession spark, List<Forgotten> actors) {
    List<Row> rows = new ArrayList<>();
    for (Forgotten actor : actors) {
      rows.add(
          RowFactory.create(
              actor.database().value(),
              actor.actor().kind().name(),
              actor.actor().id(),
              actor.partition(),
              actor.below(),
              MicrosecondClock.instant(actor.retriesUntil())));
    }
    this.forgotten = broadcast(spark.createDataFrame(rows, FORGOTTEN));
  }

  /** The forgotten actors' rows among {@code rows}, which may have any other columns. */
  Dataset<Row> theirs(Dataset<Row> rows) {
    return rows.join(forgotten, ACTOR, "inner");
  }

  /**
   * Interactions of before a FORGET that were recorded once more after it: few, so collected.
   *
   * @param theirs what {@link #theirs} found in settled segments
   */
  static Dataset<Row> retried(Dataset<Row> theirs) {
    Column offset = col(InteractionsTable.LOG_OFFSET);
    Column recorded = is(Operation.RECORD).or(is(Operation.RETRACT));
    Dataset<Row> retried =
        theirs
            .where(col(InteractionsTable.INTERACTION_ID).isNotNull())
            .where(is(Operation.FORGET).equalTo(false))
            .groupBy(Stream.of(INTERACTION).map(functions::col).toArray(Column[]::new))
            .agg(
                min(when(recorded, offset)).as("first"),
                max(offset).as("last"),
                max(BELOW).as(BELOW))
            .where(col("first").lt(col(BELOW)).and(col("last").geq(col(BELOW))))
            .drop("first", "last", BELOW)
            .withColumn(IS_RETRY, lit(true));
    return broadcast(
        theirs.sparkSession().createDataFrame(retried.collectAsList(), retried.schema()));
  }

  /** What is left of {@code rows}, in their columns. */
  Dataset<Row> left(Dataset<Row> rows, Dataset<Row> retried) {
    Dataset<Row> judged =
        judged(rows.join(forgotten, ACTOR, "left"), retried).where(coalesce(STAYS, lit(true)));
    Column emptied = coalesce(EMPTIED, lit(false));
    Column[] columns =
        InteractionsTable.COLUMNS.stream()
            .map(column -> left(column.name(), emptied))
            .toArray(Column[]::new);
    return judged.select(columns);
  }

  private static Column left(String column, Column emptied) {
    Column kept = col(column);
    if (CONTENT.contains(column)) {
      kept = when(emptied, lit(null)).otherwise(kept);
    } else if (column.equals(InteractionsTable.OPERATION)) {
      kept = when(emptied, lit(Operation.RETRACT.name())).otherwise(kept);
    }
    return kept.as(column);
  }

  /** Those of {@link #theirs} that will go or be emptied. */
  static Dataset<Row> touched(Dataset<Row> theirs, Dataset<Row> retried) {
    return judged(theirs, retried).where(STAYS.equalTo(false).or(EMPTIED));
  }

  /** Those of {@link #theirs} that stay for retries alone. */
  static Dataset<Row> tombstones(Dataset<Row> theirs, Dataset<Row> retried) {
    return judged(theirs, retried)
        .where(is(Operation.FORGET).or(HIDDEN.and(is(Operation.RETRACT))));
  }

  /** Those of {@link #theirs} that were done after the actor was forgotten. */
  static Dataset<Row> later(Dataset<Row> theirs, Dataset<Row> retried) {
    return judged(theirs, retried)
        .where(HIDDEN.equalTo(false).and(is(Operation.FORGET).equalTo(false)));
  }

  private static Dataset<Row> judged(Dataset<Row> rows, Dataset<Row> retried) {
    return rows.join(retried, INTERACTION, "left")
        .withColumn(IS_RETRY, coalesce(col(IS_RETRY), lit(false)));
  }

  private static Column is(Operation operation) {
    return col(InteractionsTable.OPERATION).equalTo(operation.name());
  }
}

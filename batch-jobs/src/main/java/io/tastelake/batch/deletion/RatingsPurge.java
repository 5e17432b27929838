package io.tastelake.batch.deletion;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.col;

import io.delta.tables.DeltaTable;
import io.tastelake.batch.maintenance.MaintenanceLock;
import io.tastelake.contracts.lake.RatingsTable;
import io.tastelake.domain.identity.Actor;
import java.util.List;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Removes forgotten users from the lake's table {@code ratings}. Of users who came back only what
 * is rated from before goes; the next recomputation writes what they have.
 */
final class RatingsPurge {

  private static final String FORGOTTEN_AT = "forgotten_at";

  private static final StructType FORGOTTEN =
      new StructType()
          .add(RatingsTable.DATABASE, DataTypes.StringType, false)
          .add(RatingsTable.USER_ID, DataTypes.StringType, false)
          .add(FORGOTTEN_AT, DataTypes.DoubleType, false);

  /** Rewrites files without the rows, instead of marking these in a file beside. */
  private static final String MARKED = "spark.databricks.delta.merge.deletionVectors.persistent";

  private final SparkSession spark;
  private final String table;

  RatingsPurge(SparkSession spark, String table) {
    this.spark = spark;
    this.table = table;
  }

  /** Removes their rows; returns how many there were. */
  long remove(List<Forgotten> actors, Set<Purge.Who> cameBack) {
    if (!DeltaTable.isDeltaTable(spark, table)) {
      return 0;
    }
    Dataset<Row> forgotten = forgotten(actors, cameBack);
    long rows = left(forgotten);
    if (rows > 0) {
      delete(forgotten);
    }
    return rows;
  }

  private long left(Dataset<Row> forgotten) {
    return spark
        .read()
        .format("delta")
        .load(table)
        .join(forgotten, new String[] {RatingsTable.DATABASE, RatingsTable.USER_ID}, "inner")
        .where(col(RatingsTable.RATED_AT).lt(col(FORGOTTEN_AT)))
        .count();
  }

  private void delete(Dataset<Row> forgotten) {
    MaintenanceLock.requireHeld();
    String marked = spark.conf().get(MARKED, "true");
    spark.conf().set(MARKED, "false");
    try {
      DeltaTable.forPath(spark, table)
          .as("held")
          .merge(
              forgotten.as("gone"),
              "held.database_id = gone.database_id AND held.user_id = gone.user_id"
                  + " AND held.rated_at < gone.forgotten_at")
          .whenMatched()
          .delete()
          .execute();
    } finally {
      spark.conf().set(MARKED, marked);
    }
  }

  private Dataset<Row> forgotten(List<Forgotten> actors, Set<Purge.Who> cameBack) {
    List<Row> rows =
        actors.stream()
            .filter(actor -> actor.actor().kind() == Actor.Kind.USER)
            .map(
                actor ->
                    RowFactory.create(
                        actor.database().value(), actor.actor().id(), before(actor, cameBack)))
            .toList();
    return broadcast(spark.createDataFrame(rows, FORGOTTEN));
  }

  private static double before(Forgotten actor, Set<Purge.Who> cameBack) {
    return cameBack.contains(new Purge.Who(actor.database(), actor.actor()))
        ? actor.forgottenAt() / 1e6
        : Double.POSITIVE_INFINITY;
  }
}

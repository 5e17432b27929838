package io.tastelake.batch.deletion;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.col;

import io.delta.tables.DeltaTable;
import io.tastelake.batch.JobFailedException;
import io.tastelake.batch.deletion.Purge.Found;
import io.tastelake.batch.deletion.Purge.Who;
import io.tastelake.batch.maintenance.HeldLock;
import io.tastelake.contracts.lake.RatingsTable;
import io.tastelake.domain.identity.Actor;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Removes forgotten users from the lake's table {@code ratings}; the next recomputation writes what
 * those have who came back. Of them all goes when interactions of theirs went, for ratings may be
 * dated in the future; and later what is dated before they were forgotten.
 */
final class RatingsPurge {

  private static final String FORGOTTEN_AT = "forgotten_at";

  private static final StructType FORGOTTEN =
      new StructType()
          .add(RatingsTable.DATABASE, DataTypes.StringType, false)
          .add(RatingsTable.USER_ID, DataTypes.StringType, false)
          .add(FORGOTTEN_AT, DataTypes.DoubleType, false);

  /** Rewrites files without the rows; a deletion vector would leave them on the disk. */
  private static final String MARKED = "spark.databricks.delta.merge.deletionVectors.persistent";

  private final SparkSession spark;
  private final String table;
  private final HeldLock held;

  RatingsPurge(SparkSession spark, String table, HeldLock held) {
    this.spark = spark;
    this.table = table;
    this.held = held;
  }

  /**
   * Removes their rows, and makes sure that none is left.
   *
   * @param found of whom interactions were removed just now
   * @return how many rows there were
   */
  long remove(List<Forgotten> actors, Map<Who, Found> found, Set<Who> cameBack) {
    if (actors.isEmpty() || !DeltaTable.isDeltaTable(spark, table)) {
      return 0;
    }
    Set<Who> keeping = new HashSet<>(cameBack);
    keeping.removeAll(found.keySet());
    Dataset<Row> forgotten = forgotten(actors, keeping);
    long rows = left(forgotten);
    if (rows > 0) {
      delete(forgotten);
      requireNone(left(forgotten));
    }
    return rows;
  }

  private static void requireNone(long left) {
    if (left > 0) {
      throw new JobFailedException(
          "After their deletion a scan found %d ratings of forgotten users.".formatted(left),
          "Run forget-users again; if that does not help, something else writes to the lake.");
    }
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
    held.require();
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

  private Dataset<Row> forgotten(List<Forgotten> actors, Set<Who> keeping) {
    List<Row> rows =
        actors.stream()
            .filter(actor -> actor.actor().kind() == Actor.Kind.USER)
            .map(
                actor ->
                    RowFactory.create(
                        actor.database().value(), actor.actor().id(), before(actor, keeping)))
            .toList();
    return broadcast(spark.createDataFrame(rows, FORGOTTEN));
  }

  private static double before(Forgotten actor, Set<Who> keeping) {
    return keeping.contains(Who.of(actor)) ? actor.forgottenAt() / 1e6 : Double.POSITIVE_INFINITY;
  }
}

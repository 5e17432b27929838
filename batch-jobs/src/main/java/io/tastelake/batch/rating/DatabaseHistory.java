package io.tastelake.batch.rating;

import io.tastelake.batch.JobFailedException;
import io.tastelake.batch.interaction.InteractionRows;
import io.tastelake.batch.interaction.LakeVersion;
import io.tastelake.contracts.lake.RatingsTable;
import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.domain.rating.ImplicitToExplicitParameters;
import io.tastelake.store.ParametersJson;
import java.net.URI;
import java.util.function.Function;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.storage.StorageLevel;

/**
 * One database's events, as the lake holds them when this is made: ratings follow from them under
 * any parameters, by what a recomputation goes by.
 */
public final class DatabaseHistory implements AutoCloseable {

  private final DatabaseId database;
  private final Dataset<Row> rows;

  /**
   * Reads nothing yet.
   *
   * @throws JobFailedException if there is no lake
   */
  public DatabaseHistory(SparkSession spark, URI lake, DatabaseId database) {
    this.database = database;
    this.rows =
        LakeVersion.newest(spark, lake)
            .rows(spark)
            .where(InteractionRows.areOf(database))
            .persist(StorageLevel.DISK_ONLY());
  }

  /**
   * Uses the ratings that count if interactions weigh so; they are kept until {@code use} is done.
   *
   * @param use of rows of {@link RatingsTable}
   */
  public <T> T ratings(ImplicitToExplicitParameters weights, Function<Dataset<Row>, T> use) {
    ParametersOfDatabases parameters =
        new ParametersOfDatabases().with(database, ParametersJson.write(weights).toString());
    Dataset<Row> ratings =
        RatingsTopology.shown(
                RatingsTopology.rated(RatingsTopology.evidence(rows, parameters), parameters))
            .persist(StorageLevel.MEMORY_AND_DISK());
    try {
      return use.apply(ratings);
    } finally {
      ratings.unpersist();
    }
  }

  @Override
  public void close() {
    rows.unpersist();
  }
}

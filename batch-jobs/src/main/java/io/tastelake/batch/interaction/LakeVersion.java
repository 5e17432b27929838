package io.tastelake.batch.interaction;

import io.tastelake.batch.JobFailedException;
import io.tastelake.contracts.lake.InteractionsTable;
import io.tastelake.contracts.lake.LogPosition;
import java.net.URI;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.delta.DeltaLog;
import org.apache.spark.sql.delta.Snapshot;
import org.apache.spark.sql.delta.actions.DomainMetadata;
import scala.jdk.javaapi.CollectionConverters;

/**
 * One version of the table {@code interactions}.
 *
 * @param position how far into the log it reaches; empty while nothing was appended
 */
public record LakeVersion(String table, long version, Optional<LogPosition> position) {

  /**
   * The newest version of the table below {@code lake}.
   *
   * @throws JobFailedException if there is no table
   */
  public static LakeVersion newest(SparkSession spark, URI lake) {
    String table = InteractionsTable.locationBelow(lake);
    Snapshot snapshot = DeltaLog.forTableWithSnapshot(spark, table)._2();
    if (snapshot.version() < 0) {
      throw new JobFailedException(
          "There is no lake: " + table + " is no table.",
          "The ingest job or ./tastelake up creates it; or --lake is wrong.");
    }
    return new LakeVersion(table, snapshot.version(), position(snapshot));
  }

  private static Optional<LogPosition> position(Snapshot snapshot) {
    return CollectionConverters.asJava(snapshot.domainMetadata()).stream()
        .filter(metadata -> metadata.domain().equals(InteractionsTable.POSITION_DOMAIN))
        .map(DomainMetadata::configuration)
        .map(LogPosition::fromJson)
        .findFirst();
  }

  /** Whether it holds all that lies below {@code end} in the log. */
  public boolean covers(LogPosition end) {
    return end.next().entrySet().stream()
        .allMatch(partition -> next(partition.getKey()) >= partition.getValue());
  }

  /** How many events below {@code end} it does not hold. */
  public long behind(LogPosition end) {
    return end.next().entrySet().stream()
        .mapToLong(partition -> Math.max(0, partition.getValue() - next(partition.getKey())))
        .sum();
  }

  private long next(int partition) {
    return position.map(held -> held.next(partition)).orElse(0L);
  }

  /** The rows of this version, whatever is committed meanwhile. */
  public Dataset<Row> rows(SparkSession spark) {
    return spark.read().format("delta").option("versionAsOf", version).load(table);
  }
}

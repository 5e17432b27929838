package io.tastelake.batch.interaction;

import io.tastelake.batch.JobFailedException;
import io.tastelake.contracts.lake.EventTotals;
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
 * @param position how far into the log it reaches
 * @param totals the events counted up to there
 */
public record LakeVersion(String table, long version, LogPosition position, EventTotals totals) {

  /**
   * The newest version of the table below {@code lake}.
   *
   * @throws JobFailedException if there is no table, or it has no position, which every lake has
   *     from its creation on
   */
  public static LakeVersion newest(SparkSession spark, URI lake) {
    String table = InteractionsTable.locationBelow(lake);
    Snapshot snapshot = DeltaLog.forTableWithSnapshot(spark, table)._2();
    if (snapshot.version() < 0) {
      throw new JobFailedException(
          "There is no lake: " + table + " is not a table.",
          "The ingest job or ./tastelake up creates it; or --lake is wrong.");
    }
    LogPosition position = position(snapshot, table);
    Optional<EventTotals> totals =
        domain(snapshot, InteractionsTable.TOTALS_DOMAIN).flatMap(EventTotals::fromJson);
    return new LakeVersion(table, snapshot.version(), position, EventTotals.at(position, totals));
  }

  private static LogPosition position(Snapshot snapshot, String table) {
    return domain(snapshot, InteractionsTable.POSITION_DOMAIN)
        .map(LogPosition::fromJson)
        .orElseThrow(
            () ->
                new JobFailedException(
                    "The table " + table + " has no log position: it was not created by Tastelake.",
                    "Give another --lake."));
  }

  private static Optional<String> domain(Snapshot snapshot, String name) {
    return CollectionConverters.asJava(snapshot.domainMetadata()).stream()
        .filter(metadata -> metadata.domain().equals(name))
        .filter(metadata -> !metadata.removed())
        .map(DomainMetadata::configuration)
        .findFirst();
  }

  /** Whether it holds all that lies below {@code end} in the log. */
  public boolean covers(LogPosition end) {
    return position.covers(end.next());
  }

  /** How many events below {@code end} it does not hold. */
  public long behind(LogPosition end) {
    return end.next().entrySet().stream()
        .mapToLong(
            partition -> Math.max(0, partition.getValue() - position.next(partition.getKey())))
        .sum();
  }

  /** The rows of this version, whatever is committed meanwhile. */
  public Dataset<Row> rows(SparkSession spark) {
    return spark.read().format("delta").option("versionAsOf", version).load(table);
  }
}

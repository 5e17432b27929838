package io.tastelake.batch.interaction;

import io.tastelake.batch.JobFailedException;
import io.tastelake.contracts.lake.InteractionsTable;
import io.tastelake.contracts.lake.LogPosition;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.delta.DeltaLog;
import org.apache.spark.sql.delta.Snapshot;
import org.apache.spark.sql.delta.actions.DomainMetadata;
import scala.jdk.javaapi.CollectionConverters;

/**
 * How far into the log a version of the table reaches.
 *
 * @param version the version
 * @param position what it covers
 */
public record LakePosition(long version, LogPosition position) {

  /** That of the newest version of {@code table}. */
  public static LakePosition of(SparkSession spark, String table) {
    Snapshot snapshot = DeltaLog.forTableWithSnapshot(spark, table)._2();
    if (snapshot.version() < 0) {
      throw new JobFailedException(
          "There is no lake: " + table + " is no table.",
          "The ingest job or ./tastelake up creates it; or --lake is wrong.");
    }
    for (DomainMetadata domain : CollectionConverters.asJava(snapshot.domainMetadata())) {
      if (domain.domain().equals(InteractionsTable.POSITION_DOMAIN) && !domain.removed()) {
        return new LakePosition(snapshot.version(), LogPosition.fromJson(domain.configuration()));
      }
    }
    throw new JobFailedException(
        "The table " + table + " has no log position: it was not created by Tastelake.",
        "Give another --lake.");
  }
}

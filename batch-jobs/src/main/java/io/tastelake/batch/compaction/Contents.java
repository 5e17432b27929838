package io.tastelake.batch.compaction;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.get_json_object;
import static org.apache.spark.sql.functions.lit;

import io.tastelake.contracts.lake.InteractionsTable;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.delta.DeltaLog;
import org.apache.spark.sql.delta.Snapshot;

/**
 * Which segments a version of the table has, and how many rows each: read from Delta's log alone.
 */
final class Contents {

  private final long version;
  private final Map<Segment, Long> rows;

  private Contents(long version, Map<Segment, Long> rows) {
    this.version = version;
    this.rows = rows;
  }

  /** The newest version of {@code table}. */
  static Contents of(SparkSession spark, String table) {
    Snapshot snapshot = DeltaLog.forTableWithSnapshot(spark, table)._2();
    if (snapshot.version() < 0) {
      throw new IllegalArgumentException(
          "There is no lake: "
              + table
              + " is not a table. The ingest job or ./tastelake up creates it; or the path is wrong.");
    }
    Column written = get_json_object(col("stats"), "$.numRecords").cast("long");
    Column deleted = coalesce(col("deletionVector.cardinality"), lit(0L));
    Map<Segment, Long> rows = new HashMap<>();
    for (Row file :
        snapshot
            .allFiles()
            .toDF()
            .select(
                col("partitionValues").getItem(InteractionsTable.SEGMENT),
                coalesce(written.minus(deleted), lit(0L)))
            .collectAsList()) {
      rows.merge(Segment.parse(file.getString(0)), file.getLong(1), Long::sum);
    }
    return new Contents(snapshot.version(), rows);
  }

  long version() {
    return version;
  }

  Set<Segment> segments() {
    return rows.keySet();
  }

  /** 0 if the segment is empty or there is none. */
  long rows(Segment segment) {
    return rows.getOrDefault(segment, 0L);
  }
}

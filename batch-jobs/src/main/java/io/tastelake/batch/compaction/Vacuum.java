package io.tastelake.batch.compaction;

import io.delta.tables.DeltaTable;
import io.tastelake.batch.maintenance.HeldLock;
import io.tastelake.contracts.lake.InteractionsTable;
import io.tastelake.contracts.lake.ItemFactorsTable;
import io.tastelake.contracts.lake.RatingsTable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.delta.DeltaLog;
import org.apache.spark.sql.delta.Snapshot;
import org.apache.spark.sql.delta.actions.Metadata;
import org.apache.spark.sql.delta.actions.RemoveFile;
import org.apache.spark.sql.functions;

/**
 * Lets the log of interactions go back two days only, and deletes files of all tables that no
 * version of the last hours holds: those that were replaced, and those that a killed job left
 * behind. Looks into the folders only if the table's log names a replaced file that is still there,
 * so a call that finds nothing costs little.
 */
final class Vacuum {

  /**
   * Of the files whose time has come, the youngest go last: if they are gone, so are the others.
   */
  private static final int LOOKED_FOR = 50;

  /** How long after its time has come the log still names a file: somebody has to look. */
  private static final Duration NAMED_LONGER = Duration.ofDays(1);

  private static final String CHECK = "spark.databricks.delta.retentionDurationCheck.enabled";

  private final SparkSession spark;
  private final List<String> tables;
  private final Duration after;
  private final Clock clock;

  /** Deletes what was replaced so long ago below {@code lake}. */
  Vacuum(SparkSession spark, URI lake, Duration after) {
    this(
        spark,
        List.of(
            InteractionsTable.locationBelow(lake),
            RatingsTable.locationBelow(lake),
            ItemFactorsTable.locationBelow(lake)),
        after,
        Clock.systemUTC());
  }

  private Vacuum(SparkSession spark, List<String> tables, Duration after, Clock clock) {
    this.spark = spark;
    this.tables = tables;
    this.after = after;
    this.clock = clock;
  }

  /** The same at another time. */
  Vacuum at(Clock time) {
    return new Vacuum(spark, tables, after, time);
  }

  /** Returns in how many tables something was deleted. */
  long deleteReplaced(HeldLock held) {
    limitLog(tables.get(0), held);
    return tables.stream().mapToLong(table -> deleteReplaced(table, held)).sum();
  }

  /** Tables of before keep Delta's month of commits; whoever set longer times keeps them. */
  private void limitLog(String table, HeldLock held) {
    var found = DeltaLog.forTableWithSnapshot(spark, table);
    if (found._2().version() < 0) {
      return;
    }
    Metadata metadata = found._2().metadata();
    Duration named = after.plus(NAMED_LONGER);
    boolean isSet = metadata.configuration().contains(InteractionsTable.LOG_RETENTION);
    if (!isSet || DeltaLog.tombstoneRetentionMillis(metadata) < named.toMillis()) {
      held.require();
      boolean isLonger = isSet && found._1().deltaRetentionMillis(metadata) >= named.toMillis();
      List<String> changed =
          isLonger
              ? List.of(InteractionsTable.REPLACED_RETENTION)
              : List.of(InteractionsTable.LOG_RETENTION, InteractionsTable.REPLACED_RETENTION);
      spark.sql(
          "ALTER TABLE delta.`%s` SET TBLPROPERTIES (%s)"
              .formatted(
                  table.replace("`", "``"),
                  changed.stream()
                      .map(key -> "'%s' = 'interval %d hours'".formatted(key, named.toHours()))
                      .collect(Collectors.joining(", "))));
    }
  }

  private long deleteReplaced(String table, HeldLock held) {
    Snapshot snapshot = DeltaLog.forTableWithSnapshot(spark, table)._2();
    if (snapshot.version() < 0) {
      return 0;
    }
    long before = clock.millis() - after.toMillis();
    List<RemoveFile> due =
        snapshot
            .tombstones()
            .where(functions.col("deletionTimestamp").$less(before))
            .orderBy(functions.col("deletionTimestamp").desc())
            .limit(LOOKED_FOR)
            .collectAsList();
    if (due.stream().noneMatch(file -> isThere(table, file))) {
      return 0;
    }
    return delete(table, before, held);
  }

  private boolean isThere(String table, RemoveFile file) {
    Path path = new Path(new Path(table), new Path(file.pathAsUri()));
    try {
      FileSystem system = path.getFileSystem(spark.sparkContext().hadoopConfiguration());
      return system.exists(path);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot check whether " + path + " still exists", e);
    }
  }

  private long delete(String table, long before, HeldLock held) {
    held.require();
    String checked = spark.conf().get(CHECK, "true");
    // Delta refuses less than a week unless told; the configuration refuses less than a day
    spark.conf().set(CHECK, "false");
    try {
      DeltaTable.forPath(spark, table)
          .vacuum(Math.max(0, System.currentTimeMillis() - before) / 3.6e6);
      return 1;
    } finally {
      spark.conf().set(CHECK, checked);
    }
  }
}

package io.tastelake.batch.check;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;

import io.tastelake.contracts.lake.EventCount;
import io.tastelake.contracts.lake.EventTotals;
import io.tastelake.contracts.lake.InteractionsTable;
import io.tastelake.contracts.lake.LogPosition;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Checks one version of {@code interactions} against its own position and the log's end. Offsets
 * may be missing from the table: compaction drops rows, and dead letters never were rows.
 */
final class LakeChecks {

  private static final String FIRST = "first";
  private static final String LAST = "last";

  private final Dataset<Row> rows;
  private final LogPosition position;

  LakeChecks(Dataset<Row> rows, LogPosition position) {
    this.rows = rows;
    this.position = position;
  }

  /** What the log knows and the lake does not yet, and the other way round. */
  List<Finding> against(LogPosition end) {
    boolean same = position.topicId().equals(end.topicId());
    long behind = 0;
    long ahead = 0;
    for (int partition : end.next().keySet()) {
      long distance = end.next(partition) - position.next(partition);
      behind += Math.max(0, distance);
      ahead += Math.max(0, -distance);
    }
    return List.of(
        Finding.none("other_topic", same ? 0 : 1, "the lake was written from the current topic"),
        Finding.fact("events_behind", behind, "events of the log that the lake does not hold yet"),
        Finding.none("events_ahead", ahead, "events of the lake that the log never had"));
  }

  /** Whether each offset below the position was counted once, since counting began. */
  static List<Finding> counted(EventTotals totals) {
    EventCount all = totals.counts().all();
    return List.of(
        Finding.fact("events_counted", all.inLake(), "events that the lake was given and counted"),
        Finding.fact(
            "dead_letters_counted", all.deadLettered(), "records that hold no valid event"),
        Finding.none(
            "events_uncounted",
            totals.uncounted(),
            "offsets that the lake passed without counting them, or counted twice if negative"));
  }

  /** Whether each place of the log is in the table at most once, and in one segment's range. */
  List<Finding> within() {
    List<Finding> findings = new ArrayList<>();
    findings.add(Finding.none("rows_doubled", doubled(), "offsets of the log with two rows"));
    findings.add(
        Finding.none("rows_beyond", beyond(), "rows that the lake's position does not cover"));
    findings.add(
        Finding.none("segments_overlapping", overlapping(), "segments that share offsets"));
    counts().forEach((name, rows) -> findings.add(Finding.fact("rows_" + name, rows, "rows")));
    return findings;
  }

  private long doubled() {
    return rows.groupBy(col(InteractionsTable.LOG_PARTITION), col(InteractionsTable.LOG_OFFSET))
        .count()
        .where("count > 1")
        .count();
  }

  private long beyond() {
    return rows
        .groupBy(col(InteractionsTable.LOG_PARTITION))
        .agg(max(col(InteractionsTable.LOG_OFFSET)))
        .collectAsList()
        .stream()
        .filter(row -> !position.covers(row.getInt(0), row.getLong(1)))
        .count();
  }

  /** Ranges in the order of their beginnings: each must begin after the one before ended. */
  private long overlapping() {
    List<Row> ranges =
        rows.groupBy(col(InteractionsTable.LOG_PARTITION), col(InteractionsTable.SEGMENT))
            .agg(
                min(col(InteractionsTable.LOG_OFFSET)).as(FIRST),
                max(col(InteractionsTable.LOG_OFFSET)).as(LAST))
            .orderBy(col(InteractionsTable.LOG_PARTITION), col(FIRST))
            .collectAsList();
    long overlapping = 0;
    for (int i = 1; i < ranges.size(); i++) {
      Row before = ranges.get(i - 1);
      Row range = ranges.get(i);
      if (before.getInt(0) == range.getInt(0) && range.getLong(2) <= before.getLong(3)) {
        overlapping++;
      }
    }
    return overlapping;
  }

  private Map<String, Long> counts() {
    Map<String, Long> counts = new TreeMap<>();
    for (Row row :
        rows.groupBy(col(InteractionsTable.SEGMENT), col(InteractionsTable.OPERATION))
            .agg(count(lit(1)))
            .collectAsList()) {
      counts.put(row.getString(0) + "_" + row.getString(1), row.getLong(2));
    }
    return counts;
  }
}

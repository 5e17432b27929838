package io.tastelake.batch.check;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;

import io.tastelake.batch.interaction.InteractionRows;
import io.tastelake.batch.interaction.LogEvents;
import io.tastelake.contracts.lake.InteractionsTable;
import io.tastelake.contracts.lake.LogPosition;
import io.tastelake.domain.interaction.LoggedEvent;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Holds the rows of {@code fresh}, which are as the stream wrote them, against the log, place by
 * place: from the first of them on, each event is one row, equal to it. What compaction has moved
 * is left out: its rows are joined, so that the log no longer says which there must be. Of each
 * partition the newest places are compared, as many as {@code most}.
 */
final class FreshChecks {

  private final Dataset<Row> fresh;
  private final LogPosition until;
  private final LogEvents log;
  private final long most;
  private long events;
  private final Places lost = new Places();
  private final Places unfounded = new Places();
  private final Places changed = new Places();

  /**
   * Prepares to check.
   *
   * @param rows one version of the table
   * @param until how far both lake and log reach
   */
  FreshChecks(Dataset<Row> rows, LogPosition until, LogEvents log, long most) {
    this.fresh =
        rows.where(col(InteractionsTable.SEGMENT).equalTo(InteractionsTable.FRESH))
            .where(below(until));
    this.until = until;
    this.log = log;
    this.most = most;
  }

  /** What beyond it lies is found by other checks. */
  private static Column below(LogPosition until) {
    return until.next().entrySet().stream()
        .map(next -> at(next.getKey()).and(col(InteractionsTable.LOG_OFFSET).lt(next.getValue())))
        .reduce(lit(false), Column::or);
  }

  private static Column at(int partition) {
    return col(InteractionsTable.LOG_PARTITION).equalTo(partition);
  }

  List<Finding> find() {
    Map<Integer, Long> from = from();
    Rows rows = new Rows(from);
    from.forEach(
        (partition, first) ->
            compare(log.between(partition, first, until.next(partition)), rows.of(partition)));
    return List.of(
        Finding.fact("events_compared", events, "events of the log held against fresh rows"),
        lost.finding("events_lost", "events in the log that have no row"),
        unfounded.finding("rows_unfounded", "fresh rows at whose offset the log has no event"),
        changed.finding("rows_changed", "fresh rows that differ from their event"));
  }

  /** Where to begin in each partition that has fresh rows. */
  private Map<Integer, Long> from() {
    Map<Integer, Long> from = new TreeMap<>();
    fresh
        .groupBy(col(InteractionsTable.LOG_PARTITION))
        .agg(min(col(InteractionsTable.LOG_OFFSET)))
        .collectAsList()
        .forEach(row -> from.put(row.getInt(0), from(row.getInt(0), row.getLong(1))));
    return from;
  }

  private long from(int partition, long firstRow) {
    return Math.max(Math.max(firstRow, log.first(partition)), until.next(partition) - most);
  }

  private void compare(Iterator<LoggedEvent> logged, Iterator<LoggedEvent> rows) {
    LoggedEvent event = following(logged);
    LoggedEvent row = following(rows);
    while (event != null || row != null) {
      long place = event == null ? Long.MAX_VALUE : event.offset();
      long rowPlace = row == null ? Long.MAX_VALUE : row.offset();
      if (place < rowPlace) {
        lost.add(event);
      } else if (rowPlace < place) {
        unfounded.add(row);
      } else if (!event.equals(row)) {
        changed.add(row);
      }
      if (place <= rowPlace) {
        events++;
        event = following(logged);
      }
      row = rowPlace <= place ? following(rows) : row;
    }
  }

  private static LoggedEvent following(Iterator<LoggedEvent> events) {
    return events.hasNext() ? events.next() : null;
  }

  /** The fresh rows in the order of their places. */
  private final class Rows {

    private final Iterator<Row> sorted;
    private LoggedEvent ahead;

    Rows(Map<Integer, Long> from) {
      Column compared =
          from.entrySet().stream()
              .map(
                  first ->
                      at(first.getKey())
                          .and(col(InteractionsTable.LOG_OFFSET).geq(first.getValue())))
              .reduce(lit(false), Column::or);
      this.sorted =
          InteractionRows.of(fresh.where(compared))
              .orderBy(InteractionsTable.LOG_PARTITION, InteractionsTable.LOG_OFFSET)
              .toLocalIterator();
      advance();
    }

    /**
     * Those of one partition; partitions are to be asked for in their order, to the end of each.
     */
    Iterator<LoggedEvent> of(int partition) {
      return new Iterator<>() {
        @Override
        public boolean hasNext() {
          return ahead != null && ahead.partition() == partition;
        }

        @Override
        public LoggedEvent next() {
          LoggedEvent next = ahead;
          advance();
          return next;
        }
      };
    }

    private void advance() {
      ahead = null;
      while (ahead == null && sorted.hasNext()) {
        ahead = InteractionRows.event(sorted.next()).orElse(null);
      }
    }
  }

  /** Places of the log of which something is wrong: how many, and the first. */
  private static final class Places {

    private long count;
    private LoggedEvent first;

    void add(LoggedEvent place) {
      first = count++ == 0 ? place : first;
    }

    Finding finding(String name, String sentence) {
      String where =
          first == null
              ? ""
              : ", the first at %d of partition %d".formatted(first.offset(), first.partition());
      return Finding.none(name, count, sentence + where);
    }
  }
}

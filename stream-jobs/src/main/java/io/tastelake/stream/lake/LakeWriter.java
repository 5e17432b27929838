package io.tastelake.stream.lake;

import io.tastelake.contracts.lake.EventCounts;
import io.tastelake.contracts.lake.EventTally;
import io.tastelake.contracts.lake.LogPosition;
import io.tastelake.domain.interaction.ChangeColumns;
import io.tastelake.domain.interaction.InteractionEvent;
import io.tastelake.domain.interaction.LoggedEvent;
import io.tastelake.lake.file.DataFile;
import io.tastelake.lake.table.InteractionsLake;
import io.tastelake.lake.table.LakeAppend;
import io.tastelake.lake.table.OffsetRange;
import io.tastelake.stream.log.SourceRecord;
import io.tastelake.stream.metric.JobMetric;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.connector.sink2.CommittingSinkWriter;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.groups.SinkWriterMetricGroup;

/**
 * Collects one subtask's rows of one checkpoint into files, and the ranges of offsets that it
 * passed with what they hold.
 *
 * <p>The lake's position is read once, at the start. What lies below it is in the lake and is
 * dropped here, so that no file straddles the position from which the next commit must continue.
 */
final class LakeWriter implements CommittingSinkWriter<SourceRecord, LakeAppend> {

  /** A row's objects, ids and texts but its properties, as a 64-bit JVM lays them out, roundly. */
  private static final long BYTES_OF_ROW = 512;

  private final InteractionsLake lake;
  private final RollPolicy roll;
  private final LogPosition held;
  private final Counter rowsWritten;
  private final Counter filesWritten;
  private final Counter rowsAlreadyHeld;

  private final Map<Integer, OffsetRange> ranges = new HashMap<>();
  private final Map<Integer, EventTally> tallies = new HashMap<>();
  private final List<DataFile> files = new ArrayList<>();
  private List<LoggedEvent> rows = new ArrayList<>();
  private long bytes;

  LakeWriter(InteractionsLake lake, RollPolicy roll, SinkWriterMetricGroup metrics) {
    this.lake = lake;
    this.roll = roll;
    this.held = lake.position();
    this.rowsWritten = metrics.getNumRecordsSendCounter();
    this.filesWritten = metrics.counter(JobMetric.FILES.label());
    this.rowsAlreadyHeld = metrics.counter(JobMetric.ROWS_ALREADY_HELD.label());
  }

  @Override
  public void write(SourceRecord record, Context context) {
    if (held.covers(record.partition(), record.offset())) {
      rowsAlreadyHeld.inc();
      return;
    }
    pass(record);
    record.row().ifPresent(this::add);
  }

  private void pass(SourceRecord record) {
    OffsetRange range = ranges.get(record.partition());
    if (range == null) {
      long first = Math.max(record.first(), held.next(record.partition()));
      ranges.put(record.partition(), new OffsetRange(first, record.next()));
      count(record, first);
    } else if (record.first() == range.next()) {
      ranges.put(record.partition(), new OffsetRange(range.first(), record.next()));
      count(record, range.next());
    } else {
      throw new IllegalStateException(
          "Record " + record + " does not continue " + range + ": its partition is out of order.");
    }
  }

  private void count(SourceRecord record, long first) {
    EventTally tally = tallies.computeIfAbsent(record.partition(), partition -> new EventTally());
    tally.skip(record.offset() - first);
    record.row().ifPresent(row -> tally.event(row.event().database()));
    record.deadLetter().ifPresent(letter -> tally.deadLetter(letter.database()));
  }

  private void add(LoggedEvent row) {
    rows.add(row);
    bytes += bytesOf(row.event());
    if (rows.size() >= roll.rows() || bytes >= roll.bytes()) {
      closeFile();
    }
  }

  private static long bytesOf(InteractionEvent event) {
    String properties = ChangeColumns.propertiesOf(event.change());
    return properties == null ? BYTES_OF_ROW : BYTES_OF_ROW + properties.length();
  }

  private void closeFile() {
    files.add(lake.write(rows));
    rowsWritten.inc(rows.size());
    filesWritten.inc();
    rows = new ArrayList<>(rows.size());
    bytes = 0;
  }

  @Override
  public void flush(boolean endOfInput) {
    if (!rows.isEmpty()) {
      closeFile();
    }
  }

  @Override
  public Collection<LakeAppend> prepareCommit() {
    if (ranges.isEmpty()) {
      return List.of();
    }
    Map<Integer, EventCounts> counts = new HashMap<>();
    tallies.forEach((partition, tally) -> counts.put(partition, tally.counts()));
    LakeAppend append =
        new LakeAppend(held.topicId(), Map.copyOf(ranges), List.copyOf(files), counts);
    ranges.clear();
    tallies.clear();
    files.clear();
    return List.of(append);
  }

  @Override
  public void close() {
    lake.close();
  }
}

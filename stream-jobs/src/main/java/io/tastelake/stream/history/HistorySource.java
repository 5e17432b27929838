package io.tastelake.stream.history;

import io.tastelake.lake.table.InteractionsLake;
import io.tastelake.lake.table.LakeSnapshot;
import io.tastelake.stream.log.SourceRecord;
import java.net.URI;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/**
 * All rows of one version of the lake, less those that deletion vectors name: the newest version
 * when the source starts without state, and the same one however often it is restored. The rows of
 * one actor come from one reader in the order of the log.
 */
public final class HistorySource implements Source<SourceRecord, HistorySplit, HistoryPlan> {

  private static final long serialVersionUID = 1L;

  /** A reader that fails reads so many again at most. */
  private static final long ROWS_OF_A_SPLIT = 250_000;

  private final URI lake;
  private final long rowsOfASplit;

  public HistorySource(URI lake) {
    this(lake, ROWS_OF_A_SPLIT);
  }

  /**
   * A source with splits of one's own size.
   *
   * @param rowsOfASplit about so many rows are read again when a reader fails
   */
  public HistorySource(URI lake, long rowsOfASplit) {
    this.lake = lake;
    this.rowsOfASplit = rowsOfASplit;
  }

  @Override
  public Boundedness getBoundedness() {
    return Boundedness.BOUNDED;
  }

  @Override
  public SplitEnumerator<HistorySplit, HistoryPlan> createEnumerator(
      SplitEnumeratorContext<HistorySplit> context) {
    try (InteractionsLake table = InteractionsLake.open(lake)) {
      LakeSnapshot newest = table.newest();
      return new HistoryEnumerator(context, plan(newest));
    }
  }

  private HistoryPlan plan(LakeSnapshot snapshot) {
    return new HistoryPlan(
        snapshot.position(),
        snapshot.parts(rowsOfASplit).stream()
            .map(part -> new HistorySplit(snapshot.version(), part.first(), part.last(), 0))
            .toList());
  }

  @Override
  public SplitEnumerator<HistorySplit, HistoryPlan> restoreEnumerator(
      SplitEnumeratorContext<HistorySplit> context, HistoryPlan plan) {
    return new HistoryEnumerator(context, plan);
  }

  @Override
  public SourceReader<SourceRecord, HistorySplit> createReader(SourceReaderContext context) {
    return new HistoryReader(lake, context);
  }

  @Override
  public SimpleVersionedSerializer<HistorySplit> getSplitSerializer() {
    return new HistorySplitSerializer();
  }

  @Override
  public SimpleVersionedSerializer<HistoryPlan> getEnumeratorCheckpointSerializer() {
    return new HistoryPlanSerializer();
  }
}

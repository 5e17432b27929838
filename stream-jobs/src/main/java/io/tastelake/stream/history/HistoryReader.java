package io.tastelake.stream.history;

import io.tastelake.domain.interaction.LoggedEvent;
import io.tastelake.stream.log.SourceRecord;
import java.net.URI;
import java.util.Map;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.connector.base.source.reader.SingleThreadMultiplexSourceReaderBase;

/** Reads splits one after the other, in a thread beside the task's. */
@SuppressWarnings("try") // the base class may be interrupted while it closes
final class HistoryReader
    extends SingleThreadMultiplexSourceReaderBase<
        LoggedEvent, SourceRecord, HistorySplit, HistoryReader.Progress> {

  /** A split and how many of its rows were emitted. */
  static final class Progress {

    private final HistorySplit split;
    private long passed;

    Progress(HistorySplit split) {
      this.split = split;
      this.passed = split.passed();
    }
  }

  HistoryReader(URI lake, SourceReaderContext context) {
    super(
        () -> new HistorySplitReader(lake),
        (row, out, progress) -> {
          out.collect(SourceRecord.decoded(row.partition(), row.offset(), row.event()));
          progress.passed++;
        },
        context.getConfiguration(),
        context);
  }

  @Override
  public void start() {
    if (getNumberOfCurrentlyAssignedSplits() == 0) {
      context.sendSplitRequest();
    }
  }

  @Override
  public void handleSourceEvents(SourceEvent event) {
    if (event instanceof HistoryEnds) {
      notifyNoMoreSplits();
    }
  }

  @Override
  protected void onSplitFinished(Map<String, Progress> finished) {
    context.sendSplitRequest();
  }

  @Override
  protected Progress initializedState(HistorySplit split) {
    return new Progress(split);
  }

  @Override
  protected HistorySplit toSplitType(String id, Progress progress) {
    return progress.split.passed(progress.passed);
  }
}

package io.tastelake.stream.history;

import java.io.IOException;
import java.util.List;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SourceSplit;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;

/** The log's enumerator, which assigns splits unasked; who asks is a reader of history. */
final class LogEnumerator<S extends SourceSplit, C> implements SplitEnumerator<S, C> {

  private final SplitEnumerator<S, C> log;
  private final SplitEnumeratorContext<S> context;

  LogEnumerator(SplitEnumerator<S, C> log, SplitEnumeratorContext<S> context) {
    this.log = log;
    this.context = context;
  }

  @Override
  public void handleSplitRequest(int subtask, String host) {
    context.sendEventToSourceReader(subtask, new HistoryEnds());
  }

  @Override
  public void start() {
    log.start();
  }

  @Override
  public void addSplitsBack(List<S> splits, int subtask) {
    log.addSplitsBack(splits, subtask);
  }

  @Override
  public void addReader(int subtask) {
    log.addReader(subtask);
  }

  @Override
  public C snapshotState(long checkpoint) throws Exception {
    return log.snapshotState(checkpoint);
  }

  @Override
  public void handleSourceEvent(int subtask, SourceEvent event) {
    log.handleSourceEvent(subtask, event);
  }

  @Override
  public void notifyCheckpointComplete(long checkpoint) throws Exception {
    log.notifyCheckpointComplete(checkpoint);
  }

  @Override
  public void notifyCheckpointAborted(long checkpoint) throws Exception {
    log.notifyCheckpointAborted(checkpoint);
  }

  @Override
  public void close() throws IOException {
    log.close();
  }
}

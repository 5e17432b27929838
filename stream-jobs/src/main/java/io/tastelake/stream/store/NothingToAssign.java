package io.tastelake.stream.store;

import java.util.List;
import org.apache.flink.api.connector.source.SplitEnumerator;

/** The enumerator of a source without splits. */
final class NothingToAssign implements SplitEnumerator<NoSplit, Void> {

  @Override
  public void start() {}

  @Override
  public void handleSplitRequest(int subtask, String host) {}

  @Override
  public void addSplitsBack(List<NoSplit> splits, int subtask) {}

  @Override
  public void addReader(int subtask) {}

  @Override
  public Void snapshotState(long checkpoint) {
    return null;
  }

  @Override
  public void close() {}
}

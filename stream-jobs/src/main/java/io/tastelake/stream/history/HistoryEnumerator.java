package io.tastelake.stream.history;

import io.tastelake.contracts.lake.LogPosition;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;

/** Gives each reader that asks another split. */
public final class HistoryEnumerator implements SplitEnumerator<HistorySplit, HistoryPlan> {

  private final SplitEnumeratorContext<HistorySplit> context;
  private final LogPosition position;
  private final Deque<HistorySplit> unassigned;

  HistoryEnumerator(SplitEnumeratorContext<HistorySplit> context, HistoryPlan plan) {
    this.context = context;
    this.position = plan.position();
    this.unassigned = new ArrayDeque<>(plan.unassigned());
  }

  /** Where the log goes on when all splits are read. */
  public LogPosition position() {
    return position;
  }

  @Override
  public void start() {}

  @Override
  public void addReader(int subtask) {}

  @Override
  public void handleSplitRequest(int subtask, String host) {
    if (!context.registeredReaders().containsKey(subtask)) {
      return; // it failed meanwhile, and asks again when it is back
    }
    HistorySplit next = unassigned.poll();
    if (next == null) {
      context.signalNoMoreSplits(subtask);
    } else {
      context.assignSplit(next, subtask);
    }
  }

  @Override
  public void addSplitsBack(List<HistorySplit> splits, int subtask) {
    unassigned.addAll(splits);
  }

  @Override
  public HistoryPlan snapshotState(long checkpoint) {
    return new HistoryPlan(position, List.copyOf(unassigned));
  }

  @Override
  public void close() {}
}

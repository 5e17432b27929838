package io.tastelake.stream.history;

import io.tastelake.domain.interaction.LoggedEvent;
import io.tastelake.lake.file.LakeReadConfig;
import io.tastelake.lake.table.InteractionsLake;
import io.tastelake.lake.table.LakeSnapshot.TimeWindow;
import io.tastelake.lake.table.RowCursor;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.Queue;
import org.apache.flink.connector.base.source.reader.RecordsBySplits;
import org.apache.flink.connector.base.source.reader.RecordsWithSplitIds;
import org.apache.flink.connector.base.source.reader.splitreader.SplitReader;
import org.apache.flink.connector.base.source.reader.splitreader.SplitsChange;

/** Reads the rows of splits, some at a time. */
final class HistorySplitReader implements SplitReader<LoggedEvent, HistorySplit> {

  private static final int ROWS_AT_ONCE = 1_000;
  private static final long MIB = 1L << 20;

  /** Each file is read once for each split, so little is worth keeping but layouts. */
  private static final LakeReadConfig READ = new LakeReadConfig(64 * MIB, 32 * MIB, 16 * MIB, MIB);

  private final URI root;
  private final Queue<HistorySplit> splits = new ArrayDeque<>();
  private InteractionsLake lake;
  private HistorySplit current;
  private RowCursor rows;

  HistorySplitReader(URI root) {
    this.root = root;
  }

  @Override
  public void handleSplitsChanges(SplitsChange<HistorySplit> change) {
    splits.addAll(change.splits());
  }

  @Override
  public RecordsWithSplitIds<LoggedEvent> fetch() {
    RecordsBySplits.Builder<LoggedEvent> fetched = new RecordsBySplits.Builder<>();
    if (current == null) {
      current = splits.poll();
      if (current == null) {
        return fetched.build();
      }
      open(current);
    }
    for (int left = ROWS_AT_ONCE; left > 0 && rows.hasNext(); left--) {
      fetched.add(current.splitId(), rows.next());
    }
    if (!rows.hasNext()) {
      fetched.addFinishedSplit(current.splitId());
      finish();
    }
    return fetched.build();
  }

  private void open(HistorySplit split) {
    if (lake == null) {
      lake = InteractionsLake.open(root, READ);
    }
    rows = lake.at(split.version()).range(split.firstHash(), split.lastHash(), TimeWindow.ALWAYS);
    for (long passed = 0; passed < split.passed() && rows.hasNext(); passed++) {
      rows.next();
    }
  }

  private void finish() {
    rows.close();
    rows = null;
    current = null;
  }

  @Override
  public void wakeUp() {}

  @Override
  public void close() {
    if (rows != null) {
      finish();
    }
    if (lake != null) {
      lake.close();
    }
  }
}

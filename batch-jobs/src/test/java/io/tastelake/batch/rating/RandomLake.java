package io.tastelake.batch.rating;

import io.tastelake.contracts.lake.LogPosition;
import io.tastelake.domain.interaction.LoggedEvent;
import io.tastelake.domain.interaction.RandomLog;
import io.tastelake.lake.file.DataFile;
import io.tastelake.lake.table.InteractionsLake;
import io.tastelake.lake.table.LakeAppend;
import io.tastelake.lake.table.OffsetRange;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A lake that a random log flows into, as the stream writes it, and a memory of all that flowed.
 */
final class RandomLake implements AutoCloseable {

  static final String TOPIC = "b8tRS7h4TJ2Vt43Dp85v2A";
  private static final int PARTITIONS = 3;

  private final URI root;
  private final InteractionsLake lake;
  private final RandomLog log;
  private final List<LoggedEvent> appended = new ArrayList<>();

  private RandomLake(URI root, RandomLog log) {
    this.root = root;
    this.lake = InteractionsLake.openOrCreate(root, TOPIC);
    this.log = log;
  }

  static RandomLake at(URI root, long seed, int actors) {
    return new RandomLake(root, new RandomLog(seed, PARTITIONS, actors));
  }

  URI root() {
    return root;
  }

  List<LoggedEvent> appended() {
    return appended;
  }

  /** How far the log reaches. */
  LogPosition end() {
    return lake.newest().position();
  }

  /** One commit of the next events. */
  void append(int events) {
    List<LoggedEvent> rows = log.next(events);
    DataFile file = lake.write(rows);
    Map<Integer, OffsetRange> ranges = new HashMap<>();
    for (LoggedEvent row : rows) {
      ranges.merge(
          row.partition(),
          new OffsetRange(row.offset(), row.offset() + 1),
          (a, b) -> new OffsetRange(Math.min(a.first(), b.first()), Math.max(a.next(), b.next())));
    }
    if (!lake.commit(new LakeAppend(TOPIC, ranges, List.of(file)))) {
      throw new IllegalStateException("the lake refused the append");
    }
    appended.addAll(rows);
  }

  @Override
  public void close() {
    lake.close();
  }
}

package io.tastelake.testkit.lake;

import io.tastelake.contracts.lake.LogPosition;
import io.tastelake.domain.interaction.LoggedEvent;
import io.tastelake.domain.interaction.RandomLog;
import io.tastelake.lake.table.LakeSnapshot;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A lake that a random log flows into, as the stream writes it, and a memory of all that flowed.
 */
public final class RandomLake implements AutoCloseable {

  public static final String TOPIC = "b8tRS7h4TJ2Vt43Dp85v2A";
  private static final int PARTITIONS = 3;

  private final TestLake lake;
  private final RandomLog log;
  private final List<LoggedEvent> appended = new ArrayList<>();

  private RandomLake(TestLake lake, RandomLog log) {
    this.lake = lake;
    this.log = log;
  }

  /** A new lake in a folder. */
  public static RandomLake in(Path folder, long seed, int actors) {
    return new RandomLake(TestLake.in(folder, TOPIC), new RandomLog(seed, PARTITIONS, actors));
  }

  /** A new lake elsewhere, such as on S3. */
  public static RandomLake at(URI root, long seed, int actors) {
    return new RandomLake(TestLake.at(root, TOPIC), new RandomLog(seed, PARTITIONS, actors));
  }

  public URI root() {
    return lake.root();
  }

  public LakeSnapshot newest() {
    return lake.table().newest();
  }

  /** All that flowed, in order. */
  public List<LoggedEvent> appended() {
    return appended;
  }

  /** How far the log reaches. */
  public LogPosition log() {
    Map<Integer, Long> next = new HashMap<>();
    appended.forEach(row -> next.merge(row.partition(), row.offset() + 1, Math::max));
    return LogPosition.start(TOPIC).plus(next);
  }

  /** One commit of the next events. */
  public void append(int events) {
    append(log.next(events));
  }

  /** One commit of given events, which go on where the last ended. */
  public void append(List<LoggedEvent> rows) {
    lake.append(rows);
    appended.addAll(rows);
  }

  @Override
  public void close() {
    lake.close();
  }
}

package io.tastelake.bench.subject;

import io.tastelake.contracts.log.Topics;
import io.tastelake.domain.time.Pause;
import io.tastelake.lake.table.InteractionsLake;
import io.tastelake.log.Brokers;
import io.tastelake.log.KafkaTopic;
import java.net.URI;
import java.time.Duration;
import java.util.Map;

/** Compares how far the lake is with how far the log is. */
public final class LakeWatch implements AutoCloseable {

  private static final Duration LOOK_AGAIN = Duration.ofMillis(20);
  private static final Duration TIMEOUT = Duration.ofMinutes(5);

  private final InteractionsLake lake;
  private final KafkaTopic log;

  public LakeWatch(URI root, Brokers brokers) {
    this.lake = InteractionsLake.open(root);
    this.log = KafkaTopic.of(brokers, Topics.INTERACTIONS, Duration.ofSeconds(60));
  }

  /** The next offset of each partition: all that was acknowledged until now lies below. */
  public Map<Integer, Long> logEnd() {
    return log.end().next();
  }

  /** Whether the lake holds all below {@code end} now. */
  public boolean reached(Map<Integer, Long> end) {
    return lake.position().covers(end);
  }

  /** How long it takes until the lake holds all that is acknowledged now. */
  public Duration untilCommitted() {
    long start = System.nanoTime();
    Map<Integer, Long> end = logEnd();
    while (!reached(end)) {
      if (System.nanoTime() - start > TIMEOUT.toNanos()) {
        throw new IllegalStateException(
            "After " + TIMEOUT + " the lake is at " + lake.position() + ", the log at " + end);
      }
      pause();
    }
    return Duration.ofNanos(System.nanoTime() - start);
  }

  /** How many rows the lake holds. */
  public long rows() {
    return lake.newest().rows();
  }

  private static void pause() {
    try {
      Pause.of(LOOK_AGAIN);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while waiting for the lake.", e);
    }
  }

  @Override
  public void close() {
    log.close();
    lake.close();
  }
}

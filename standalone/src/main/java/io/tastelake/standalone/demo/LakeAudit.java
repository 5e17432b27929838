package io.tastelake.standalone.demo;

import io.tastelake.contracts.log.Topics;
import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.domain.interaction.Operation;
import io.tastelake.domain.time.Pause;
import io.tastelake.lake.table.InteractionsLake;
import io.tastelake.lake.table.LakeSnapshot;
import io.tastelake.lake.table.RowCursor;
import io.tastelake.log.Brokers;
import io.tastelake.log.KafkaTopic;
import io.tastelake.standalone.StandaloneException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;

/** Looks at the lake itself, past the API. */
final class LakeAudit implements AutoCloseable {

  private static final Duration TIMEOUT = Duration.ofMinutes(5);
  private static final Duration LOOK_AGAIN = Duration.ofMillis(100);
  private static final Duration LOG_TIMEOUT = Duration.ofSeconds(60);

  private final InteractionsLake lake;
  private final Brokers brokers;

  LakeAudit(URI lakeRoot, Brokers brokers) {
    this.lake = InteractionsLake.open(lakeRoot);
    this.brokers = brokers;
  }

  /**
   * The first version found to cover all that the log holds now.
   *
   * @throws StandaloneException if that takes minutes
   */
  LakeSnapshot covering() throws InterruptedException {
    Map<Integer, Long> ends = logEnds();
    long deadline = System.nanoTime() + TIMEOUT.toNanos();
    while (System.nanoTime() < deadline) {
      LakeSnapshot snapshot = lake.newest();
      if (snapshot.position().covers(ends)) {
        return snapshot;
      }
      Pause.of(LOOK_AGAIN);
    }
    throw new StandaloneException(
        "The lake does not catch up with the log.",
        "After "
            + TIMEOUT.toMinutes()
            + " minutes it is at "
            + lake.position()
            + " of "
            + ends
            + ".",
        "Check the job ingest-interactions in Flink's web UI and in the log files.");
  }

  /** How many recorded interactions of {@code database} a full scan finds. */
  long scanned(LakeSnapshot snapshot, DatabaseId database) {
    long count = 0;
    try (RowCursor rows =
        snapshot.range(Long.MIN_VALUE, Long.MAX_VALUE, LakeSnapshot.TimeWindow.ALWAYS)) {
      while (rows.hasNext()) {
        var event = rows.next().event();
        boolean counts = event.operation() == Operation.RECORD && event.database().equals(database);
        count += counts ? 1 : 0;
      }
    }
    return count;
  }

  @Override
  public void close() {
    lake.close();
  }

  private Map<Integer, Long> logEnds() {
    try (KafkaTopic topic = KafkaTopic.of(brokers, Topics.INTERACTIONS, LOG_TIMEOUT)) {
      return topic.end().next();
    }
  }
}

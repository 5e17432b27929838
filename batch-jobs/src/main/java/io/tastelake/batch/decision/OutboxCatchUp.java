package io.tastelake.batch.decision;

import io.tastelake.batch.JobFailedException;
import io.tastelake.batch.store.StoreAccess;
import io.tastelake.domain.time.Pause;
import io.tastelake.store.OutboxTable;
import io.tastelake.store.StoreConnection;
import java.time.Duration;

/** Waits until the log has what was decided: an event leaves the outbox once the log has it. */
final class OutboxCatchUp {

  private static final Duration PAUSE = Duration.ofMillis(200);

  private final StoreAccess store;
  private final Duration timeout;

  /**
   * Prepares to wait.
   *
   * @param timeout how long to wait at most
   */
  OutboxCatchUp(StoreAccess store, Duration timeout) {
    this.store = store;
    this.timeout = timeout;
  }

  /**
   * Returns once nothing waits up to {@code newest}.
   *
   * @param newest id in the outbox; 0 for nothing to wait for
   * @throws JobFailedException if something still waits when the timeout is over
   */
  void passed(long newest) {
    if (newest == 0) {
      return;
    }
    long started = System.nanoTime();
    try (StoreConnection connection = store.tables().open()) {
      OutboxTable outbox = new OutboxTable(connection);
      for (long left = outbox.waiting(newest); left > 0; left = outbox.waiting(newest)) {
        if (System.nanoTime() - started > timeout.toNanos()) {
          throw late(left);
        }
        Pause.of(PAUSE);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new JobFailedException("The job was interrupted.", "Run it again.", e);
    }
  }

  private JobFailedException late(long left) {
    return new JobFailedException(
        "%,d decisions still wait in the outbox for the log after %,d seconds."
            .formatted(left, timeout.toSeconds()),
        "Check that an instance of the API runs, which publishes them, and that the log takes"
            + " events; or wait longer with --timeout.");
  }
}

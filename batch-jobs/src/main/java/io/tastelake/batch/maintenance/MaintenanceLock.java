package io.tastelake.batch.maintenance;

import io.tastelake.batch.JobFailedException;
import io.tastelake.store.OnlineStore.Connections;
import io.tastelake.store.SessionLock;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * One maintenance job at a time: an advisory lock in the online store. It belongs to a connection,
 * so it ends with its holder, however that ends, and who waits takes over.
 */
public final class MaintenanceLock {

  private final Connections store;
  private final String job;
  private final Duration timeout;
  private final Consumer<String> report;

  /**
   * The lock of whoever shares the store.
   *
   * @param job who takes it, for those who wait
   * @param timeout how long to wait for it
   * @param report hears for whom it waits
   */
  public MaintenanceLock(Connections store, String job, Duration timeout, Consumer<String> report) {
    this.store = store;
    this.job = job;
    this.timeout = timeout;
    this.report = report;
  }

  /**
   * Waits for the lock, and holds it while {@code work} is done, which is given it.
   *
   * @throws JobFailedException if another job holds it for too long
   */
  public <T> T holding(Function<HeldLock, T> work) {
    try (Connection connection = store.open()) {
      SessionLock lock =
          new SessionLock(
              connection,
              SessionLock.MAINTENANCE,
              "tastelake %s, process %d".formatted(job, ProcessHandle.current().pid()));
      acquire(lock);
      return work.apply(lock::isHeld);
    } catch (SQLException e) {
      throw new IllegalStateException("The maintenance lock cannot be taken or was lost.", e);
    }
  }

  private void acquire(SessionLock lock) throws SQLException {
    if (lock.tryTake()) {
      return;
    }
    report.accept("Waiting for the maintenance lock, which is held by " + holder(lock) + ".");
    if (!lock.take(timeout)) {
      throw new JobFailedException(
          "Another maintenance job is running, and only one may at a time: %s. It did not end within %d s."
              .formatted(holder(lock), timeout.toSeconds()),
          "Try again later, wait longer with --lock-wait, or end that process to release its"
              + " lock.");
    }
  }

  private static String holder(SessionLock lock) throws SQLException {
    return lock.holder().orElse("one that just ended");
  }
}

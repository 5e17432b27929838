package io.tastelake.batch.maintenance;

import io.tastelake.batch.JobFailedException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * One maintenance job at a time: an advisory lock in the online store. It belongs to a connection,
 * so it ends with its holder, however that ends, and who waits takes over. A thread that holds it
 * takes it again at once.
 */
public final class MaintenanceLock {

  /** Tells this advisory lock from others. */
  static final long KEY = 0x6D61696E7461696EL;

  private static final String LOCK_NOT_AVAILABLE = "55P03";

  private static final String HOLDER =
      """
      SELECT application_name, client_addr, pid, backend_start
      FROM pg_locks JOIN pg_stat_activity USING (pid)
      WHERE locktype = 'advisory' AND granted AND objsubid = 1
        AND (classid::bigint << 32) | objid::bigint = %d
      """
          .formatted(KEY);

  /** Opens connections to the online store. */
  @FunctionalInterface
  public interface Store {

    Connection open() throws SQLException;
  }

  private static final ThreadLocal<Integer> TIMES_HELD = ThreadLocal.withInitial(() -> 0);

  private final Store store;
  private final String job;
  private final Duration patience;
  private final Consumer<String> report;

  /**
   * The lock of whoever shares the store.
   *
   * @param job who takes it, for those who wait
   * @param patience how long to wait for it
   * @param report hears for whom it waits
   */
  public MaintenanceLock(Store store, String job, Duration patience, Consumer<String> report) {
    this.store = store;
    this.job = job;
    this.patience = patience;
    this.report = report;
  }

  /**
   * Waits for the lock, and holds it while {@code work} is done.
   *
   * @throws JobFailedException if another job holds it for too long
   */
  public <T> T holding(Supplier<T> work) {
    if (TIMES_HELD.get() > 0) {
      return counted(work);
    }
    try (Connection connection = store.open()) {
      connection.setClientInfo(
          "ApplicationName",
          "tastelake %s, process %d".formatted(job, ProcessHandle.current().pid()));
      acquire(connection);
      return counted(work);
    } catch (SQLException e) {
      throw new IllegalStateException("The maintenance lock cannot be taken or was lost.", e);
    }
  }

  private static <T> T counted(Supplier<T> work) {
    TIMES_HELD.set(TIMES_HELD.get() + 1);
    try {
      return work.get();
    } finally {
      TIMES_HELD.set(TIMES_HELD.get() - 1);
    }
  }

  private void acquire(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      if (bool(statement, "SELECT pg_try_advisory_lock(" + KEY + ")")) {
        return;
      }
      report.accept(
          "Waiting for the maintenance lock, which is held by " + holder(statement) + ".");
      waitFor(connection, statement);
    }
  }

  private void waitFor(Connection connection, Statement statement) throws SQLException {
    statement.execute("SET lock_timeout = " + Math.max(1, patience.toMillis()));
    try (PreparedStatement lock =
        connection.prepareStatement("SELECT pg_advisory_lock(" + KEY + ")")) {
      lock.execute();
    } catch (SQLException e) {
      if (!LOCK_NOT_AVAILABLE.equals(e.getSQLState())) {
        throw e;
      }
      throw new JobFailedException(
          "Another maintenance job runs, and only one may at a time: %s. It did not end within %d s."
              .formatted(holder(statement), patience.toSeconds()),
          "Try again later, wait longer with --lock-wait, or end that process: its lock ends with it.",
          e);
    }
  }

  private static boolean bool(Statement statement, String query) throws SQLException {
    try (ResultSet row = statement.executeQuery(query)) {
      return row.next() && row.getBoolean(1);
    }
  }

  private static String holder(Statement statement) throws SQLException {
    try (ResultSet row = statement.executeQuery(HOLDER)) {
      return row.next()
          ? "'%s' from %s since %s (PostgreSQL's process %d)"
              .formatted(
                  row.getString("application_name"),
                  row.getString("client_addr"),
                  row.getString("backend_start"),
                  row.getInt("pid"))
          : "one that just ended";
    }
  }
}

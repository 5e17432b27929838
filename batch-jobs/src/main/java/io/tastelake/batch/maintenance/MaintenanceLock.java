package io.tastelake.batch.maintenance;

import io.tastelake.batch.JobFailedException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * One maintenance job at a time: an advisory lock in the online store. It belongs to a connection,
 * so it ends with its holder, however that ends, and who waits takes over.
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

  /** PostgreSQL finds out within a minute that a holder's machine is gone, and frees the lock. */
  private static final String FIND_OUT =
      "SET tcp_keepalives_idle = 30; SET tcp_keepalives_interval = 5; SET tcp_keepalives_count = 4";

  /** The longest that one look at the connection may take. */
  private static final int SECONDS_TO_ANSWER = 10;

  private final Store store;
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
  public MaintenanceLock(Store store, String job, Duration timeout, Consumer<String> report) {
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
      connection.setClientInfo(
          "ApplicationName",
          "tastelake %s, process %d".formatted(job, ProcessHandle.current().pid()));
      acquire(connection);
      return work.apply(() -> answers(connection));
    } catch (SQLException e) {
      throw new IllegalStateException("The maintenance lock cannot be taken or was lost.", e);
    }
  }

  /** The lock lives as long as its connection does, on PostgreSQL's side, too. */
  private static boolean answers(Connection connection) {
    try {
      return connection.isValid(SECONDS_TO_ANSWER);
    } catch (SQLException e) {
      return false;
    }
  }

  private void acquire(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(FIND_OUT);
      if (bool(statement, "SELECT pg_try_advisory_lock(" + KEY + ")")) {
        return;
      }
      report.accept(
          "Waiting for the maintenance lock, which is held by " + holder(statement) + ".");
      waitFor(connection, statement);
    }
  }

  private void waitFor(Connection connection, Statement statement) throws SQLException {
    statement.execute("SET lock_timeout = " + Math.max(1, timeout.toMillis()));
    try (PreparedStatement lock =
        connection.prepareStatement("SELECT pg_advisory_lock(" + KEY + ")")) {
      lock.execute();
    } catch (SQLException e) {
      if (!LOCK_NOT_AVAILABLE.equals(e.getSQLState())) {
        throw e;
      }
      throw new JobFailedException(
          "Another maintenance job is running, and only one may at a time: %s. It did not end within %d s."
              .formatted(holder(statement), timeout.toSeconds()),
          "Try again later, wait longer with --lock-wait, or end that process to release its lock.",
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

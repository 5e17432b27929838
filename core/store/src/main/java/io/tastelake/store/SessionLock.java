package io.tastelake.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;

/**
 * An advisory lock that belongs to a connection: it ends with the connection, however that ends,
 * and who waits takes over. Not thread-safe.
 */
public final class SessionLock {

  /** The key of the lock that lets one maintenance job run at a time. */
  public static final long MAINTENANCE = 0x6D61696E7461696EL;

  private static final String LOCK_NOT_AVAILABLE = "55P03";

  /** PostgreSQL finds out within a minute that a holder's machine is gone, and frees the lock. */
  private static final String FIND_OUT =
      "SET tcp_keepalives_idle = 30; SET tcp_keepalives_interval = 5; SET tcp_keepalives_count = 4";

  private static final String HOLDER =
      """
      SELECT application_name, client_addr, pid, backend_start
      FROM pg_locks JOIN pg_stat_activity USING (pid)
      WHERE locktype = 'advisory' AND granted AND objsubid = 1
        AND (classid::bigint << 32) | objid::bigint = %d
      """;

  private static final int ANSWER_TIMEOUT_SECONDS = 10;

  private final Connection connection;
  private final long key;

  /**
   * The lock of this key, not yet taken.
   *
   * @param holder what others read of who holds it
   */
  public SessionLock(Connection connection, long key, String holder) throws SQLException {
    this.connection = connection;
    this.key = key;
    connection.setClientInfo("ApplicationName", holder);
    try (Statement statement = connection.createStatement()) {
      statement.execute(FIND_OUT);
    }
  }

  /** Takes the lock, unless somebody else holds it. */
  public boolean tryTake() throws SQLException {
    return tryTake("pg_try_advisory_lock");
  }

  /** Takes the lock beside others that do so, unless somebody holds it alone. */
  public boolean tryShare() throws SQLException {
    return tryTake("pg_try_advisory_lock_shared");
  }

  private boolean tryTake(String function) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT " + function + "(" + key + ")")) {
      return row.next() && row.getBoolean(1);
    }
  }

  /** Waits for the lock; says whether it came in time. */
  public boolean take(Duration timeout) throws SQLException {
    try (Statement statement = connection.createStatement();
        PreparedStatement lock =
            connection.prepareStatement("SELECT pg_advisory_lock(" + key + ")")) {
      statement.execute("SET lock_timeout = " + Math.max(1, timeout.toMillis()));
      return lock.execute();
    } catch (SQLException e) {
      if (LOCK_NOT_AVAILABLE.equals(e.getSQLState())) {
        return false;
      }
      throw e;
    }
  }

  /** Who holds it: what they call themselves, from where and since when. */
  public Optional<String> holder() throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(HOLDER.formatted(key))) {
      return row.next()
          ? Optional.of(
              "'%s' from %s since %s (PostgreSQL's process %d)"
                  .formatted(
                      row.getString("application_name"),
                      row.getString("client_addr"),
                      row.getString("backend_start"),
                      row.getInt("pid")))
          : Optional.empty();
    }
  }

  /** Whether it is still held, once it was taken: it lives on both sides of the connection. */
  public boolean isHeld() {
    try {
      return connection.isValid(ANSWER_TIMEOUT_SECONDS);
    } catch (SQLException e) {
      return false;
    }
  }
}

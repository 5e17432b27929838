package io.tastelake.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jdbi.v3.core.Jdbi;

/** The online store, by whatever opens connections to it: a pool, or a driver. Thread-safe. */
public final class OnlineStore {

  /** Opens a connection to the online store; it is closed by whoever asked for it. */
  @FunctionalInterface
  public interface Connections {
    Connection open() throws SQLException;
  }

  /** So long nothing is expected of a store that could not be reached. */
  private static final long AWAY_NANOS = 2_000_000_000;

  private final Jdbi jdbi;
  private volatile boolean failed;
  private volatile long failedAt;

  private OnlineStore(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /** The store that {@code connections} lead to. */
  public static OnlineStore over(Connections connections) {
    return new OnlineStore(Statements.configured(connections));
  }

  /**
   * A connection that commits each statement by itself; the caller closes it.
   *
   * @throws StoreUnavailableException if the store cannot be reached
   */
  public StoreConnection open() {
    try {
      StoreConnection connection =
          StoreConnection.translated(() -> new StoreConnection(jdbi.open()));
      failed = false;
      return connection;
    } catch (StoreUnavailableException e) {
      failedAt = System.nanoTime();
      failed = true;
      throw e;
    }
  }

  /** Whether it could not be reached a moment ago, and was not since: asking would be waiting. */
  public boolean isAway() {
    return failed && System.nanoTime() - failedAt < AWAY_NANOS;
  }

  /**
   * A connection that sees the store as it stands at its first query (REPEATABLE READ), and writes
   * nothing; the caller closes it. Only a connection like this one has cursors.
   *
   * @throws StoreUnavailableException if the store cannot be reached
   */
  public StoreConnection openSnapshot() {
    StoreConnection connection = open();
    try {
      return connection.beginSnapshot();
    } catch (RuntimeException e) {
      connection.close();
      throw e;
    }
  }

  /** Works on a connection that commits each statement by itself. */
  public <T> T with(Function<StoreConnection, T> work) {
    try (StoreConnection connection = open()) {
      return work.apply(connection);
    }
  }

  /** The same where there is nothing to return. */
  public void run(Consumer<StoreConnection> work) {
    try (StoreConnection connection = open()) {
      work.accept(connection);
    }
  }

  /** {@link StoreConnection#inTransaction} on a connection of its own. */
  public <T> T inTransaction(Function<StoreConnection, T> work) {
    return with(connection -> connection.inTransaction(work));
  }

  /** {@link StoreConnection#inSnapshot} on a connection of its own. */
  public <T> T inSnapshot(Function<StoreConnection, T> work) {
    return with(connection -> connection.inSnapshot(work));
  }
}

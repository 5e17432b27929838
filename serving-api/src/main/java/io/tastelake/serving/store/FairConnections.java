package io.tastelake.serving.store;

import io.tastelake.serving.fairness.FairShares;
import io.tastelake.serving.fairness.FairTurns;
import io.tastelake.store.OnlineStore;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Connections of a pool that tenants share: whoever has many waits for its own to come back, so
 * that its locks and long transactions keep nobody else out. Thread-safe.
 */
final class FairConnections implements OnlineStore.Connections {

  /** So many a tenant may have as long as there are any. */
  private static final int FEW = 2;

  /** Fewer connections are not shared out: one request could wait for itself. */
  private static final int MIN_TO_SHARE = 4;

  private final OnlineStore.Connections pool;
  private final Duration timeout;
  private final FairTurns turns;

  /**
   * Shares out a pool.
   *
   * @param connections how many the pool has
   * @param timeout how long one is waited for
   */
  FairConnections(OnlineStore.Connections pool, int connections, Duration timeout) {
    this.pool = pool;
    int always = connections < MIN_TO_SHARE ? connections : FEW;
    this.turns = new FairTurns(new FairShares(connections, 3, always), timeout);
    this.timeout = timeout;
  }

  @Override
  public Connection open() throws SQLException {
    String tenant = Tenants.current();
    take(tenant);
    try {
      return givenBack(pool.open(), tenant);
    } catch (SQLException | RuntimeException e) {
      turns.giveBack(tenant);
      throw e;
    }
  }

  private void take(String tenant) throws SQLException {
    try {
      if (!turns.take(tenant)) {
        throw new SQLTransientConnectionException(
            "No connection to the online store was free within %d s."
                .formatted(timeout.toSeconds()));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SQLTransientConnectionException("Interrupted while waiting for a connection.", e);
    }
  }

  private Connection givenBack(Connection connection, String tenant) {
    AtomicBoolean open = new AtomicBoolean(true);
    return (Connection)
        Proxy.newProxyInstance(
            FairConnections.class.getClassLoader(),
            new Class<?>[] {Connection.class},
            (proxy, method, arguments) -> {
              try {
                return method.invoke(connection, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              } finally {
                if (method.getName().equals("close") && open.compareAndSet(true, false)) {
                  turns.giveBack(tenant);
                }
              }
            });
  }
}

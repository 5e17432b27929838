package io.tastelake.serving.store;

import io.tastelake.store.OnlineStore;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Connections of a pool, of which a part waits for tenants that have few: whoever has many waits
 * for its own to come back, so that its locks and long transactions keep nobody else out.
 * Thread-safe.
 */
final class FairConnections implements OnlineStore.Connections {

  private final OnlineStore.Connections pool;
  private final int reserved;
  private final Duration timeout;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition freed = lock.newCondition();
  private final Map<String, Integer> taken = new HashMap<>();
  private int free;

  /**
   * Shares out a pool.
   *
   * @param connections how many the pool has
   * @param timeout how long one is waited for
   */
  FairConnections(OnlineStore.Connections pool, int connections, Duration timeout) {
    this.pool = pool;
    this.free = connections;
    this.reserved = connections < 4 ? 0 : Math.max(2, connections / 4);
    this.timeout = timeout;
  }

  @Override
  public Connection open() throws SQLException {
    String tenant = Tenants.current();
    take(tenant);
    try {
      return givenBack(pool.open(), tenant);
    } catch (SQLException | RuntimeException e) {
      giveBack(tenant);
      throw e;
    }
  }

  private void take(String tenant) throws SQLException {
    lock.lock();
    try {
      long left = timeout.toNanos();
      while (!mayTake(tenant)) {
        if (left <= 0) {
          throw new SQLTransientConnectionException(
              "No connection to the online store was free within %d s."
                  .formatted(timeout.toSeconds()));
        }
        left = freed.awaitNanos(left);
      }
      free--;
      taken.merge(tenant, 1, Integer::sum);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SQLTransientConnectionException("Interrupted while waiting for a connection.", e);
    } finally {
      lock.unlock();
    }
  }

  private boolean mayTake(String tenant) {
    int mine = taken.getOrDefault(tenant, 0);
    return free > reserved || (free > 0 && mine < reserved);
  }

  private void giveBack(String tenant) {
    lock.lock();
    try {
      free++;
      taken.computeIfPresent(tenant, (key, count) -> count == 1 ? null : count - 1);
      freed.signalAll();
    } finally {
      lock.unlock();
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
                  giveBack(tenant);
                }
              }
            });
  }
}

package io.tastelake.batch.store;

import io.tastelake.store.OnlineStore;
import java.sql.Connection;
import java.sql.SQLException;

/** How a job comes to the online store. */
@FunctionalInterface
public interface StoreAccess {

  /** A new connection; whoever opens it closes it. */
  Connection connect() throws SQLException;

  /** The store's tables, over connections that are opened as they are needed. */
  default OnlineStore tables() {
    return OnlineStore.over(this::connect);
  }

  /** A new connection that commits each statement by itself. */
  default Connection open() {
    try {
      return connect();
    } catch (SQLException e) {
      throw new StoreException("connecting", e);
    }
  }

  /**
   * A new connection in one transaction that writes nothing: it sees the store as it stood at its
   * first query.
   */
  default Connection openSnapshot() {
    Connection connection = open();
    try {
      connection.setReadOnly(true);
      connection.setAutoCommit(false);
      connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
      return connection;
    } catch (SQLException e) {
      close(connection);
      throw new StoreException("beginning to read", e);
    }
  }

  /** Closes a connection that was opened here. */
  static void close(Connection connection) {
    try {
      connection.close();
    } catch (SQLException e) {
      throw new StoreException("closing a connection", e);
    }
  }
}

package io.tastelake.batch.store;

import java.sql.Connection;
import java.sql.SQLException;

/** How a job comes to the online store. */
@FunctionalInterface
public interface StoreAccess {

  /** A new connection; whoever opens it closes it. */
  Connection connect() throws SQLException;

  /** A new connection that commits each statement by itself. */
  default Connection open() {
    try {
      return connect();
    } catch (SQLException e) {
      throw new StoreException("connecting", e);
    }
  }
}

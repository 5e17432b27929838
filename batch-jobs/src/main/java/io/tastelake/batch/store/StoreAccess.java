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
}

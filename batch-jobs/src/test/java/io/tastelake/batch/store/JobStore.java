package io.tastelake.batch.store;

import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.store.TestStore;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** A real online store as jobs reach it. */
public final class JobStore implements StoreAccess, AutoCloseable {

  private final TestStore store = TestStore.start();

  @Override
  public Connection connect() throws SQLException {
    return store.connect();
  }

  /** How a job is told of this store. */
  public String url() {
    return store.url();
  }

  /** Empties the store, and makes these databases. */
  public void reset(List<DatabaseId> databases) {
    store.execute("DELETE FROM databases; DELETE FROM forgets");
    for (DatabaseId database : databases) {
      store.addDatabase(database, "uint32", "uint32");
    }
  }

  public void parameters(DatabaseId database, String json) {
    store.parameters(database, json);
  }

  /** Executes one statement with parameters, or several without. */
  public int execute(String sql, Object... parameters) {
    return store.execute(sql, parameters);
  }

  /** The rows of a query, each as its columns' texts joined by a bar. */
  public List<String> rows(String sql, Object... parameters) {
    return store.rows(sql, parameters);
  }

  /** The only value that a query answers, as text; null if there is none. */
  public String value(String sql) {
    List<String> rows = rows(sql);
    return rows.isEmpty() ? null : rows.get(0);
  }

  @Override
  public void close() {
    store.close();
  }
}

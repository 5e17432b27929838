package io.tastelake.store;

import java.sql.Connection;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.Update;
import org.jdbi.v3.core.transaction.TransactionIsolationLevel;

/**
 * One connection to the online store, which tables are made on. Only this package can run SQL over
 * it: everyone else calls a table. Not thread-safe.
 */
public final class StoreConnection implements AutoCloseable {

  private final Handle handle;

  /** Whether a transaction is open that closing this ends. */
  private boolean snapshot;

  StoreConnection(Handle handle) {
    this.handle = handle;
  }

  /** Uses a connection that the caller has opened; closing this closes it. */
  public static StoreConnection on(Connection connection) {
    return new StoreConnection(Statements.configured(() -> connection).open());
  }

  /**
   * Does several things as one: all of it is kept when {@code work} returns, and nothing if it
   * throws. It sees what others have committed before each statement (READ COMMITTED). Should
   * PostgreSQL give it up for the sake of others, as in a deadlock, {@code work} is done again, up
   * to five times.
   *
   * @throws StoreUnavailableException if the store does not say whether it has committed
   */
  public <T> T inTransaction(Function<StoreConnection, T> work) {
    return translated(() -> handle.inTransaction(unused -> work.apply(this)));
  }

  /** Reads the store as it stands at the first query (REPEATABLE READ), and writes nothing. */
  public <T> T inSnapshot(Function<StoreConnection, T> work) {
    return translated(
        () -> {
          handle.setReadOnly(true);
          try {
            return handle.inTransaction(
                TransactionIsolationLevel.REPEATABLE_READ, unused -> work.apply(this));
          } finally {
            handle.setReadOnly(false);
          }
        });
  }

  /** The same for as long as this is open: closing it ends the transaction. */
  StoreConnection beginSnapshot() {
    return translated(
        () -> {
          handle.setReadOnly(true);
          handle.setTransactionIsolationLevel(TransactionIsolationLevel.REPEATABLE_READ);
          handle.begin();
          snapshot = true;
          return this;
        });
  }

  /** Asks for rows; {@code ask} binds the parameters, which SQL names as {@code :name}. */
  <T> T query(String sql, Function<Query, T> ask) {
    return translated(
        () -> {
          try (Query query = handle.createQuery(sql)) {
            return ask.apply(query);
          }
        });
  }

  /** Rows through a cursor, which a transaction has to keep; {@code bind} binds the parameters. */
  <T> DatabaseCursor<T> cursor(String sql, UnaryOperator<Query> bind, RowMapper<T> mapper) {
    return translated(
        () -> {
          Query query = bind.apply(handle.createQuery(sql)).setFetchSize(DatabaseCursor.FETCHED);
          return new DatabaseCursor<>(query.map(mapper).iterator());
        });
  }

  /** Changes rows, and says how many; {@code bind} binds the parameters. */
  int update(String sql, UnaryOperator<Update> bind) {
    return translated(
        () -> {
          try (Update update = handle.createUpdate(sql)) {
            return bind.apply(update).execute();
          }
        });
  }

  /** The connection itself, for what JDBI has no words for. */
  Connection jdbc() {
    return handle.getConnection();
  }

  static <T> T translated(Supplier<T> work) {
    try {
      return work.get();
    } catch (JdbiException e) {
      throw StoreException.of(e);
    }
  }

  @Override
  public void close() {
    translated(
        () -> {
          try (handle) {
            if (snapshot) {
              handle.rollback();
            }
            return true;
          }
        });
  }
}

package io.tastelake.store;

/** The clock of PostgreSQL, which all instances share. */
public final class StoreClock {

  private final StoreConnection connection;

  public StoreClock(StoreConnection connection) {
    this.connection = connection;
  }

  /** Now, Unix microseconds; it goes on within a transaction. */
  public long micros() {
    return connection.query(
        "SELECT (extract(epoch FROM clock_timestamp()) * 1000000)::bigint",
        query -> query.map((row, context) -> row.getLong(1)).one());
  }
}

package io.tastelake.store;

import java.time.Instant;
import java.time.OffsetDateTime;

/** The clock of PostgreSQL, which all instances share. */
public final class StoreClock {

  private final StoreConnection connection;

  public StoreClock(StoreConnection connection) {
    this.connection = connection;
  }

  /** When the transaction began; in a snapshot, not later than what it sees. */
  public Instant transactionBegan() {
    return connection.query(
        "SELECT now()",
        query ->
            query.map((row, context) -> row.getObject(1, OffsetDateTime.class).toInstant()).one());
  }

  /** Now, Unix microseconds; it goes on within a transaction. */
  public long micros() {
    return connection.query(
        "SELECT (extract(epoch FROM clock_timestamp()) * 1000000)::bigint",
        query -> query.map((row, context) -> row.getLong(1)).one());
  }
}

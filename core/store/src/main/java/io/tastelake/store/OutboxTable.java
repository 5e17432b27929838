package io.tastelake.store;

import java.util.Collection;
import java.util.List;

/** The table {@code outbox}: encoded events that wait for the log, in the order of their ids. */
public final class OutboxTable {

  private final StoreConnection connection;

  public OutboxTable(StoreConnection connection) {
    this.connection = connection;
  }

  /** An event that waits. */
  public static final class Row {

    private final long id;
    private final byte[] event;

    Row(long id, byte[] event) {
      this.id = id;
      this.event = event;
    }

    public long id() {
      return id;
    }

    /** As the log holds it. */
    public byte[] event() {
      return event;
    }
  }

  /** Adds events, in this order. */
  public void add(List<byte[]> events) {
    int unused =
        connection.update(
            """
            INSERT INTO outbox (event)
            SELECT event FROM unnest(:events::bytea[]) WITH ORDINALITY AS added(event, place)
            ORDER BY place
            """,
            update -> update.bind("events", (Object) events.toArray(byte[][]::new)));
  }

  /** The id of the newest event, or 0 if none waits. */
  public long newest() {
    return connection.query(
        "SELECT coalesce(max(id), 0) FROM outbox",
        query -> query.map((row, context) -> row.getLong(1)).one());
  }

  /** How many events wait up to this id. */
  public long waiting(long newest) {
    return connection.query(
        "SELECT count(*) FROM outbox WHERE id <= :newest",
        query -> query.bind("newest", newest).map((row, context) -> row.getLong(1)).one());
  }

  /** The oldest events. */
  public List<Row> oldest(int amount) {
    return connection.query(
        "SELECT id, event FROM outbox ORDER BY id LIMIT :amount",
        query ->
            query
                .bind("amount", amount)
                .map((row, context) -> new Row(row.getLong(1), row.getBytes(2)))
                .list());
  }

  /** Deletes events. */
  public void delete(Collection<Long> ids) {
    int unused =
        connection.update(
            "DELETE FROM outbox WHERE id = ANY (:ids::bigint[])",
            update -> update.bind("ids", (Object) ids.toArray(Long[]::new)));
  }
}

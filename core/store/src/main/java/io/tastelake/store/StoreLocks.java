package io.tastelake.store;

/** Advisory locks, which end with the transaction that took them, and what it may cost. */
public final class StoreLocks {

  private final StoreConnection connection;

  public StoreLocks(StoreConnection connection) {
    this.connection = connection;
  }

  /** Waits for the lock of this key, and holds it until the transaction ends. */
  public void take(long key) {
    var unused =
        connection.query(
            "SELECT pg_advisory_xact_lock(:key)",
            query -> query.bind("key", key).map((row, context) -> true).list());
  }

  /** Whether anybody holds the lock of this key, in a session or in a transaction. */
  public boolean isHeld(long key) {
    return connection.query(
        """
        SELECT EXISTS (
          SELECT FROM pg_locks
          WHERE locktype = 'advisory' AND granted AND objsubid = 1
            AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
            AND (classid::bigint << 32) | objid::bigint = :key)
        """,
        query -> query.bind("key", key).mapTo(Boolean.class).one());
  }

  /**
   * Waits for locks of one class, and holds them until the transaction ends.
   *
   * @param keys are taken in this order: ascending everywhere, so that no two transactions wait for
   *     each other
   */
  public void take(int lockClass, Integer[] keys) {
    var unused =
        connection.query(
            "SELECT pg_advisory_xact_lock(:class, key) FROM unnest(:keys::integer[]) AS key",
            query ->
                query
                    .bind("class", lockClass)
                    .bind("keys", (Object) keys)
                    .map((row, context) -> true)
                    .list());
  }

  /** Lets PostgreSQL end this transaction, and its locks, when it is idle for 30 s. */
  public void endWhenIdle() {
    int unused =
        connection.update(
            "SET LOCAL idle_in_transaction_session_timeout = '30s'", update -> update);
  }
}

package io.tastelake.store;

import io.tastelake.domain.identity.DatabaseId;
import java.time.Instant;
import java.util.List;

/** The table {@code unweighed_types}: interaction types that had no strength when written. */
public final class UnweighedTypesTable {

  /** How many types a database keeps: a program that makes up types would fill the store. */
  public static final int MAX_TYPES = 100;

  private final StoreConnection connection;

  public UnweighedTypesTable(StoreConnection connection) {
    this.connection = connection;
  }

  /** Keeps a type, unless the database has its most, about, already. */
  public void keep(DatabaseId database, String type, Instant seenAt) {
    int unused =
        connection.update(
            """
            INSERT INTO unweighed_types (database_id, type, seen_at)
            SELECT :database, :type, :seen_at
            WHERE (SELECT count(*) FROM unweighed_types WHERE database_id = :database) < :most
              OR EXISTS (SELECT FROM unweighed_types WHERE database_id = :database AND type = :type)
            ON CONFLICT (database_id, type) DO UPDATE
            SET seen_at = greatest(unweighed_types.seen_at, EXCLUDED.seen_at)
            """,
            update ->
                update
                    .bind("database", database)
                    .bind("type", type)
                    .bind("seen_at", seenAt)
                    .bind("most", MAX_TYPES));
  }

  /** The types of a database, in their order. */
  public List<String> of(DatabaseId database) {
    return connection.query(
        "SELECT type FROM unweighed_types WHERE database_id = :database ORDER BY type",
        query -> query.bind("database", database).mapTo(String.class).list());
  }
}

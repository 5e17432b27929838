package io.tastelake.store;

import io.tastelake.domain.catalogue.EntryKind;
import io.tastelake.domain.identity.DatabaseId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.StatementContext;

/** The table {@code catalogue_entries}: what is told of items and users. */
public final class CatalogueEntriesTable {

  /** Of a page of a list; it may exceed them by one entry. */
  private static final long MAX_LISTED_BYTES = 2 << 20;

  private final StoreConnection connection;

  public CatalogueEntriesTable(StoreConnection connection) {
    this.connection = connection;
  }

  /**
   * An entry.
   *
   * @param properties a JSON object of values by slot; empty if the entry was deleted
   */
  public record Row(String id, Optional<String> properties) {

    static Row read(ResultSet row, StatementContext context) throws SQLException {
      return new Row(row.getString("entry_id"), Optional.ofNullable(row.getString("properties")));
    }
  }

  /** Those of these entries that there are. */
  public List<Row> of(DatabaseId database, EntryKind kind, Collection<String> ids) {
    return connection.query(
        """
        SELECT entry_id, properties FROM catalogue_entries
        WHERE database_id = :database AND kind = :kind AND entry_id = ANY (:ids::text[])
          AND properties IS NOT NULL
        ORDER BY entry_id
        """,
        query ->
            bound(query, database, kind)
                .bind("ids", (Object) ids.toArray(String[]::new))
                .map(Row::read)
                .list());
  }

  /** How many bytes of JSON these entries hold together. */
  public long bytes(DatabaseId database, EntryKind kind, Collection<String> ids) {
    return connection.query(
        """
        SELECT coalesce(sum(octet_length(properties)), 0) FROM catalogue_entries
        WHERE database_id = :database AND kind = :kind AND entry_id = ANY (:ids::text[])
        """,
        query ->
            bound(query, database, kind)
                .bind("ids", (Object) ids.toArray(String[]::new))
                .mapTo(Long.class)
                .one());
  }

  /**
   * Some entries in the order of their ids, after one: at least one if there is any, and fewer than
   * {@code amount} if they are very large together.
   */
  public List<Row> after(DatabaseId database, EntryKind kind, String id, int amount) {
    return connection.query(
        """
        SELECT entry_id, properties FROM (
          SELECT entry_id, properties,
            sum(octet_length(properties)) OVER (ORDER BY entry_id) - octet_length(properties)
              AS bytes_before
          FROM (
            SELECT entry_id, properties FROM catalogue_entries
            WHERE database_id = :database AND kind = :kind AND entry_id > :id
              AND properties IS NOT NULL
            ORDER BY entry_id LIMIT :amount
          ) AS those_after
        ) AS sized
        WHERE bytes_before < :bytes
        ORDER BY entry_id
        """,
        query ->
            bound(query, database, kind)
                .bind("id", id)
                .bind("amount", amount)
                .bind("bytes", MAX_LISTED_BYTES)
                .map(Row::read)
                .list());
  }

  /**
   * Gives every entry, deleted ones too, that was written after a version; a transaction has to
   * hold them together.
   */
  public void changedAfter(
      DatabaseId database, EntryKind kind, long version, Consumer<Row> changed) {
    DatabaseCursor<Row> rows =
        connection.cursor(
            """
            SELECT entry_id, properties FROM catalogue_entries
            WHERE database_id = :database AND kind = :kind AND version > :version
            """,
            query -> bound(query, database, kind).bind("version", version),
            Row::read);
    rows.forEachRemaining(changed);
  }

  /**
   * Puts entries, each in place of the one that there was.
   *
   * @param version of the write
   * @param entries JSON objects of values by slot, by id
   */
  public void put(DatabaseId database, EntryKind kind, long version, Map<String, String> entries) {
    int unused =
        connection.update(
            """
            INSERT INTO catalogue_entries (database_id, kind, entry_id, properties, version)
            SELECT :database, :kind, entry_id, properties, :version
            FROM unnest(:ids::text[], :properties::text[]) AS given(entry_id, properties)
            ON CONFLICT (database_id, kind, entry_id) DO UPDATE
            SET properties = EXCLUDED.properties, version = EXCLUDED.version, changed_at = now()
            """,
            update ->
                update
                    .bind("database", database)
                    .bind("kind", kind)
                    .bind("version", version)
                    .bind("ids", (Object) entries.keySet().toArray(String[]::new))
                    .bind("properties", (Object) entries.values().toArray(String[]::new)));
  }

  /**
   * Empties entries, and removes those that were emptied a day ago: whoever follows changes has
   * seen them.
   *
   * @return how many entries there were
   */
  public int empty(DatabaseId database, EntryKind kind, long version, Collection<String> ids) {
    int unused =
        connection.update(
            """
            DELETE FROM catalogue_entries
            WHERE database_id = :database AND kind = :kind AND properties IS NULL
              AND changed_at < now() - interval '1 day'
            """,
            update -> update.bind("database", database).bind("kind", kind));
    return connection.update(
        """
        UPDATE catalogue_entries SET properties = NULL, version = :version, changed_at = now()
        WHERE database_id = :database AND kind = :kind AND entry_id = ANY (:ids::text[])
          AND properties IS NOT NULL
        """,
        update ->
            update
                .bind("database", database)
                .bind("kind", kind)
                .bind("version", version)
                .bind("ids", (Object) ids.toArray(String[]::new)));
  }

  /**
   * Removes entries without a trace, and so without telling who follows changes.
   *
   * @return how many entries there were
   */
  public int delete(DatabaseId database, EntryKind kind, Collection<String> ids) {
    return connection.update(
        """
        DELETE FROM catalogue_entries
        WHERE database_id = :database AND kind = :kind AND entry_id = ANY (:ids::text[])
        """,
        update ->
            update
                .bind("database", database)
                .bind("kind", kind)
                .bind("ids", (Object) ids.toArray(String[]::new)));
  }

  private static Query bound(Query query, DatabaseId database, EntryKind kind) {
    return query.bind("database", database).bind("kind", kind);
  }
}

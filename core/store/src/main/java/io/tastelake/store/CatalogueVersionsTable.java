package io.tastelake.store;

import io.tastelake.domain.catalogue.EntryKind;
import io.tastelake.domain.identity.DatabaseId;

/** The table {@code catalogue_versions}: the number of the last write to entries of a kind. */
public final class CatalogueVersionsTable {

  private final StoreConnection connection;

  public CatalogueVersionsTable(StoreConnection connection) {
    this.connection = connection;
  }

  /** The last write that is committed; 0 before the first. */
  public long last(DatabaseId database, EntryKind kind) {
    return connection.query(
        "SELECT coalesce(max(version), 0) FROM catalogue_versions WHERE database_id = :database"
            + " AND kind = :kind",
        query ->
            query
                .bind("database", database)
                .bind("kind", kind)
                .map((row, context) -> row.getLong(1))
                .one());
  }

  /** The number of a write that begins: until its transaction ends, no other begins. */
  public long next(DatabaseId database, EntryKind kind) {
    return connection.query(
        """
        INSERT INTO catalogue_versions (database_id, kind, version) VALUES (:database, :kind, 1)
        ON CONFLICT (database_id, kind) DO UPDATE SET version = catalogue_versions.version + 1
        RETURNING version
        """,
        query ->
            query
                .bind("database", database)
                .bind("kind", kind)
                .map((row, context) -> row.getLong(1))
                .one());
  }
}

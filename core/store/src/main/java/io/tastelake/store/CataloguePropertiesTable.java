package io.tastelake.store;

import io.tastelake.domain.catalogue.EntryKind;
import io.tastelake.domain.catalogue.Property;
import io.tastelake.domain.catalogue.PropertyType;
import io.tastelake.domain.identity.DatabaseId;
import java.util.List;

/** The table {@code catalogue_properties}: which properties entries may have. */
public final class CataloguePropertiesTable {

  private final StoreConnection connection;

  public CataloguePropertiesTable(StoreConnection connection) {
    this.connection = connection;
  }

  /** All of a kind, in the order of their names. */
  public List<Property> of(DatabaseId database, EntryKind kind) {
    return connection.query(
        """
        SELECT slot, name, value_type, repeated FROM catalogue_properties
        WHERE database_id = :database AND kind = :kind ORDER BY name
        """,
        query ->
            query
                .bind("database", database)
                .bind("kind", kind)
                .map(
                    (row, context) ->
                        new Property(
                            row.getLong("slot"),
                            row.getString("name"),
                            PropertyType.parse(row.getString("value_type")).orElseThrow(),
                            row.getBoolean("repeated")))
                .list());
  }

  /**
   * Adds a property under a number of its own.
   *
   * @throws DuplicateKeyException if there is one of that name
   */
  public void add(DatabaseId database, EntryKind kind, Property property) {
    int unused =
        connection.update(
            """
            INSERT INTO catalogue_properties (database_id, kind, name, value_type, repeated)
            VALUES (:database, :kind, :name, :type, :repeated)
            """,
            update ->
                update
                    .bind("database", database)
                    .bind("kind", kind)
                    .bind("name", property.name())
                    .bind("type", property.type().name())
                    .bind("repeated", property.repeated()));
  }

  /**
   * Deletes a property: its values are none any more.
   *
   * @return how many there were: 0 or 1
   */
  public int delete(DatabaseId database, EntryKind kind, String name) {
    return connection.update(
        """
        DELETE FROM catalogue_properties
        WHERE database_id = :database AND kind = :kind AND name = :name
        """,
        update -> update.bind("database", database).bind("kind", kind).bind("name", name));
  }
}

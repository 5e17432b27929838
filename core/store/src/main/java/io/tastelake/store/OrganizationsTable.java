package io.tastelake.store;

import io.tastelake.domain.identity.OrganizationId;
import java.util.Optional;

/** The table {@code organizations}; {@link AccountsTable} adds to it. */
public final class OrganizationsTable {

  private final StoreConnection connection;

  public OrganizationsTable(StoreConnection connection) {
    this.connection = connection;
  }

  /**
   * An organization.
   *
   * @param metadata a JSON object
   */
  public record Row(String name, String metadata) {}

  /** The organization of this id. */
  public Optional<Row> withId(OrganizationId id) {
    return row(id, "");
  }

  /** The same, locked until the transaction ends. */
  public Optional<Row> lock(OrganizationId id) {
    return row(id, " FOR UPDATE");
  }

  private Optional<Row> row(OrganizationId id, String lock) {
    return connection.query(
        "SELECT name, metadata FROM organizations WHERE id = :id" + lock,
        query ->
            query
                .bind("id", id)
                .map((row, context) -> new Row(row.getString(1), row.getString(2)))
                .findFirst());
  }

  /**
   * Waits for others who add to an organization, and lets none begin until the transaction ends.
   */
  public void lockToAdd(OrganizationId id) {
    var unused =
        connection.query(
            "SELECT id FROM organizations WHERE id = :id FOR NO KEY UPDATE",
            query -> query.bind("id", id).map((row, context) -> true).list());
  }

  /** Replaces an organization's metadata. */
  public void note(OrganizationId id, String metadata) {
    int unused =
        connection.update(
            "UPDATE organizations SET metadata = :metadata WHERE id = :id",
            update -> update.bind("metadata", metadata).bind("id", id));
  }
}

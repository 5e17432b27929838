package io.tastelake.store;

import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.domain.identity.IdType;
import io.tastelake.domain.identity.OrganizationId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.statement.StatementContext;

/** The table {@code databases}. */
public final class DatabasesTable {

  private static final String SELECT =
      """
      SELECT id, organization_id, name, description, user_id_type, item_id_type, session_id_type
      FROM databases
      """;

  private final StoreConnection connection;

  public DatabasesTable(StoreConnection connection) {
    this.connection = connection;
  }

  /**
   * A database.
   *
   * @param name unique within the organization
   */
  public record Row(
      DatabaseId id,
      OrganizationId organization,
      String name,
      String description,
      IdType userIds,
      IdType itemIds,
      IdType sessionIds) {}

  /**
   * Adds a database.
   *
   * @throws DuplicateKeyException if the organization has one of this name
   */
  public void add(Row database, Instant createdAt) {
    int unused =
        connection.update(
            """
            INSERT INTO databases (id, organization_id, name, description,
                                   user_id_type, item_id_type, session_id_type, created_at)
            VALUES (:id, :organization, :name, :description,
                    :user_id_type, :item_id_type, :session_id_type, :created_at)
            """,
            update ->
                update
                    .bind("id", database.id())
                    .bind("organization", database.organization())
                    .bind("name", database.name())
                    .bind("description", database.description())
                    .bind("user_id_type", database.userIds().toString())
                    .bind("item_id_type", database.itemIds().toString())
                    .bind("session_id_type", database.sessionIds().toString())
                    .bind("created_at", createdAt));
  }

  /**
   * What may be changed of a database.
   *
   * @param metadata a JSON object
   */
  public record Notes(String description, String metadata) {}

  /** What is noted of a database, locked until the transaction ends. */
  public Optional<Notes> lockNotes(DatabaseId database) {
    return connection.query(
        "SELECT description, metadata FROM databases WHERE id = :id FOR UPDATE",
        query ->
            query
                .bind("id", database)
                .map((row, context) -> new Notes(row.getString(1), row.getString(2)))
                .findFirst());
  }

  /** Changes what is noted of a database. */
  public void note(DatabaseId database, Notes notes) {
    int unused =
        connection.update(
            "UPDATE databases SET description = :description, metadata = :metadata WHERE id = :id",
            update ->
                update
                    .bind("description", notes.description())
                    .bind("metadata", notes.metadata())
                    .bind("id", database));
  }

  /** The metadata of a database: a JSON object. */
  public Optional<String> metadata(DatabaseId database) {
    return connection.query(
        "SELECT metadata FROM databases WHERE id = :id",
        query -> query.bind("id", database).map((row, context) -> row.getString(1)).findFirst());
  }

  /**
   * Deletes a database with all that refers to it; {@code forgets} does not.
   *
   * @return how many there were: 0 or 1
   */
  public int delete(DatabaseId database) {
    return connection.update(
        "DELETE FROM databases WHERE id = :id", update -> update.bind("id", database));
  }

  /** The database of this id, whichever organization it belongs to. */
  public Optional<Row> withId(String id) {
    return connection.query(
        SELECT + "WHERE id = :id",
        query -> query.bind("id", id).map(DatabasesTable::read).findFirst());
  }

  /** The organization's database of this name. */
  public Optional<Row> named(OrganizationId organization, String name) {
    return connection.query(
        SELECT + "WHERE organization_id = :organization AND name = :name",
        query ->
            query
                .bind("organization", organization)
                .bind("name", name)
                .map(DatabasesTable::read)
                .findFirst());
  }

  /** Some of the organization's databases, in the order of their names. */
  public List<Row> page(OrganizationId organization, int amount, long offset) {
    return connection.query(
        SELECT + "WHERE organization_id = :organization ORDER BY name LIMIT :amount OFFSET :offset",
        query ->
            query
                .bind("organization", organization)
                .bind("amount", amount)
                .bind("offset", offset)
                .map(DatabasesTable::read)
                .list());
  }

  /** All databases of all organizations, by name and id. */
  public List<Row> all() {
    return connection.query(
        SELECT + "ORDER BY name, id", query -> query.map(DatabasesTable::read).list());
  }

  /** The ids of all databases, in their order. */
  public List<DatabaseId> ids() {
    return connection.query(
        "SELECT id FROM databases ORDER BY id",
        query -> query.map((row, context) -> new DatabaseId(row.getString(1))).list());
  }

  /** How many databases an organization has. */
  public int count(OrganizationId organization) {
    return connection.query(
        "SELECT count(*) FROM databases WHERE organization_id = :organization",
        query -> query.bind("organization", organization).mapTo(Integer.class).one());
  }

  private static Row read(ResultSet row, StatementContext context) throws SQLException {
    return new Row(
        new DatabaseId(row.getString("id")),
        new OrganizationId(row.getString("organization_id")),
        row.getString("name"),
        row.getString("description"),
        IdType.parse(row.getString("user_id_type")),
        IdType.parse(row.getString("item_id_type")),
        IdType.parse(row.getString("session_id_type")));
  }
}

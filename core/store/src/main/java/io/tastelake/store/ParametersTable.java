package io.tastelake.store;

import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.domain.rating.ImplicitToExplicitParameters;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The table {@code implicit_to_explicit_parameters}: at most one row per database. */
public final class ParametersTable {

  private final StoreConnection connection;

  public ParametersTable(StoreConnection connection) {
    this.connection = connection;
  }

  /**
   * A row as it is stored; {@link ParametersJson#parse} reads its JSON, and says so if it cannot.
   */
  public record Row(DatabaseId database, String json) {}

  /** Sets a database's parameters, in place of those that there were. */
  public void put(DatabaseId database, ImplicitToExplicitParameters parameters, Instant updatedAt) {
    int unused =
        connection.update(
            """
            INSERT INTO implicit_to_explicit_parameters (database_id, parameters, updated_at)
            VALUES (:database, :parameters::jsonb, :updated_at)
            ON CONFLICT (database_id) DO UPDATE
            SET parameters = EXCLUDED.parameters, updated_at = EXCLUDED.updated_at
            """,
            update ->
                update
                    .bind("database", database)
                    .bind("parameters", ParametersJson.write(parameters).toString())
                    .bind("updated_at", updatedAt));
  }

  /** A database's parameters, once they were set. */
  public Optional<ImplicitToExplicitParameters> of(DatabaseId database) {
    return connection.query(
        """
        SELECT parameters::text FROM implicit_to_explicit_parameters
        WHERE database_id = :database
        """,
        query ->
            query
                .bind("database", database)
                .map((row, context) -> ParametersJson.parse(row.getString(1)))
                .findFirst());
  }

  /** The parameters of all databases, unread: one that is unusable does not hide the others. */
  public List<Row> all() {
    return connection.query(
        "SELECT database_id, parameters::text FROM implicit_to_explicit_parameters",
        query ->
            query
                .map((row, context) -> new Row(new DatabaseId(row.getString(1)), row.getString(2)))
                .list());
  }
}

package io.tastelake.store;

import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.domain.rating.ImplicitToExplicitParameters;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
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
   *
   * @param applied whether all ratings were recomputed with them
   */
  public record Row(DatabaseId database, String json, Instant updatedAt, boolean applied) {}

  /**
   * Sets a database's parameters, in place of those that there were.
   *
   * @param updatedAt if it is after the change before; a clock that is behind makes no change
   *     earlier than another
   */
  public void put(DatabaseId database, ImplicitToExplicitParameters parameters, Instant updatedAt) {
    int unused =
        connection.update(
            """
            INSERT INTO implicit_to_explicit_parameters (database_id, parameters, updated_at)
            VALUES (:database, :parameters::jsonb, :updated_at)
            ON CONFLICT (database_id) DO UPDATE
            SET parameters = EXCLUDED.parameters, applied_at = NULL,
              updated_at = greatest(EXCLUDED.updated_at,
                implicit_to_explicit_parameters.updated_at + interval '1 microsecond')
            """,
            update ->
                update
                    .bind("database", database)
                    .bind("parameters", ParametersJson.write(parameters).toString())
                    .bind("updated_at", updatedAt));
  }

  /**
   * Sets a database's parameters now, by the store's clock and after {@code since}, if those still
   * stand that were set then.
   *
   * @return whether they did
   */
  public boolean replace(
      DatabaseId database, Instant since, ImplicitToExplicitParameters parameters) {
    return connection.update(
            """
            UPDATE implicit_to_explicit_parameters
            SET parameters = :parameters::jsonb, applied_at = NULL,
              updated_at = greatest(clock_timestamp(), updated_at + interval '1 microsecond')
            WHERE database_id = :database AND updated_at = :since
            """,
            update ->
                update
                    .bind("database", database)
                    .bind("since", since)
                    .bind("parameters", ParametersJson.write(parameters).toString()))
        > 0;
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

  /**
   * Since when parameters stand.
   *
   * @param appliedAt when all ratings had been recomputed with them; empty until then
   */
  public record Standing(Instant updatedAt, Optional<Instant> appliedAt) {}

  /** Since when a database's parameters stand, once they were set. */
  public Optional<Standing> standing(DatabaseId database) {
    return connection.query(
        """
        SELECT updated_at, applied_at FROM implicit_to_explicit_parameters
        WHERE database_id = :database
        """,
        query ->
            query
                .bind("database", database)
                .map(
                    (row, context) ->
                        new Standing(
                            row.getObject("updated_at", OffsetDateTime.class).toInstant(),
                            Optional.ofNullable(row.getObject("applied_at", OffsetDateTime.class))
                                .map(OffsetDateTime::toInstant)))
                .findFirst());
  }

  /** The parameters of all databases, unread: one that is unusable does not hide the others. */
  public List<Row> all() {
    return connection.query(
        """
        SELECT database_id, parameters::text AS json, updated_at, applied_at IS NOT NULL AS applied
        FROM implicit_to_explicit_parameters
        """,
        query -> query.map((row, context) -> read(row)).list());
  }

  private static Row read(ResultSet row) throws SQLException {
    return new Row(
        new DatabaseId(row.getString("database_id")),
        row.getString("json"),
        row.getObject("updated_at", OffsetDateTime.class).toInstant(),
        row.getBoolean("applied"));
  }

  /** Notes that all ratings were recomputed with these parameters, if they still stand. */
  public void noteApplied(DatabaseId database, Instant updatedAt) {
    int unused =
        connection.update(
            """
            UPDATE implicit_to_explicit_parameters SET applied_at = clock_timestamp()
            WHERE database_id = :database AND updated_at = :updated_at AND applied_at IS NULL
            """,
            update -> update.bind("database", database).bind("updated_at", updatedAt));
  }
}

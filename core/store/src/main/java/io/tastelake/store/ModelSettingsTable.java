package io.tastelake.store;

import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.domain.taste.ModelSettings;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/** The table {@code model_settings}: at most one row per database. */
public final class ModelSettingsTable {

  private final StoreConnection connection;

  public ModelSettingsTable(StoreConnection connection) {
    this.connection = connection;
  }

  /** Sets a database's settings, in place of those that there were. */
  public void put(DatabaseId database, ModelSettings settings) {
    int unused =
        connection.update(
            """
            INSERT INTO model_settings (database_id, rank, iterations, alpha, lambda, updated_at)
            VALUES (:database, :rank, :iterations, :alpha, :lambda, clock_timestamp())
            ON CONFLICT (database_id) DO UPDATE
            SET rank = EXCLUDED.rank, iterations = EXCLUDED.iterations, alpha = EXCLUDED.alpha,
              lambda = EXCLUDED.lambda, updated_at = EXCLUDED.updated_at
            """,
            update ->
                update
                    .bind("database", database)
                    .bind("rank", boxed(settings.rank()))
                    .bind("iterations", boxed(settings.iterations()))
                    .bind("alpha", boxed(settings.alpha()))
                    .bind("lambda", boxed(settings.lambda())));
  }

  /** A database's settings; none unless they were set. */
  public ModelSettings of(DatabaseId database) {
    return connection.query(
        "SELECT rank, iterations, alpha, lambda FROM model_settings WHERE database_id = :database",
        query ->
            query
                .bind("database", database)
                .map((row, context) -> read(row))
                .findFirst()
                .orElse(ModelSettings.NONE));
  }

  private static ModelSettings read(ResultSet row) throws SQLException {
    return new ModelSettings(
        integer(row, "rank"),
        integer(row, "iterations"),
        number(row, "alpha"),
        number(row, "lambda"));
  }

  private static OptionalInt integer(ResultSet row, String column) throws SQLException {
    int value = row.getInt(column);
    return row.wasNull() ? OptionalInt.empty() : OptionalInt.of(value);
  }

  private static OptionalDouble number(ResultSet row, String column) throws SQLException {
    double value = row.getDouble(column);
    return row.wasNull() ? OptionalDouble.empty() : OptionalDouble.of(value);
  }

  private static Integer boxed(OptionalInt value) {
    return value.isPresent() ? value.getAsInt() : null;
  }

  private static Double boxed(OptionalDouble value) {
    return value.isPresent() ? value.getAsDouble() : null;
  }
}

package io.tastelake.batch.imports;

import io.tastelake.batch.JobFailedException;
import io.tastelake.domain.identity.DatabaseId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;

/** What an import asks of its database. */
final class ImportedDatabase {

  private ImportedDatabase() {}

  /**
   * The types of its ids, which its owner fixed when creating it.
   *
   * @throws JobFailedException if there is no such database
   */
  static Map<Field, String> idTypes(DatabaseId database, Connection store) throws SQLException {
    try (PreparedStatement select =
        store.prepareStatement(
            "SELECT user_id_type, item_id_type, session_id_type FROM databases WHERE id = ?")) {
      select.setString(1, database.value());
      try (ResultSet row = select.executeQuery()) {
        if (!row.next()) {
          throw new JobFailedException(
              "There is no database %s.".formatted(database),
              "GET /databases/ lists those there are; nothing was imported.");
        }
        return Map.of(
            Field.USER, row.getString(1),
            Field.ITEM, row.getString(2),
            Field.SESSION, row.getString(3));
      }
    }
  }

  /** Whether interactions of the database say anything of ratings. */
  static boolean haveWeights(DatabaseId database, Connection store) throws SQLException {
    try (PreparedStatement select =
        store.prepareStatement(
            "SELECT FROM implicit_to_explicit_parameters WHERE database_id = ?")) {
      select.setString(1, database.value());
      try (ResultSet row = select.executeQuery()) {
        return row.next();
      }
    }
  }
}

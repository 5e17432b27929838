package io.tastelake.batch.rating;

import io.tastelake.batch.JobFailedException;
import io.tastelake.batch.store.NamedDatabases;
import io.tastelake.batch.store.StoreAccess;
import io.tastelake.batch.store.StoreException;
import io.tastelake.domain.identity.DatabaseId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.OffsetDateTime;
import java.util.Iterator;
import java.util.Set;

/**
 * The online store as it stood when this was opened, in one transaction that writes nothing. So
 * each user's pair (generation, revision) is noted together with the ratings it belongs to, before
 * the log's end is asked for, and nothing need be kept in memory.
 */
final class OnlineSnapshot implements AutoCloseable {

  private final Connection connection;
  private final OffsetDateTime takenAt;
  private final ParametersOfDatabases parameters;

  private OnlineSnapshot(Connection connection, Set<DatabaseId> only) throws SQLException {
    this.connection = connection;
    this.takenAt = now();
    this.parameters = parameters(only);
  }

  /**
   * Takes a snapshot.
   *
   * @param only the databases of interest; all if empty
   * @throws JobFailedException if one of them does not exist
   */
  static OnlineSnapshot take(StoreAccess store, Set<DatabaseId> only) {
    Connection connection = store.openSnapshot();
    try {
      return new OnlineSnapshot(connection, only);
    } catch (SQLException e) {
      StoreAccess.close(connection);
      throw new StoreException("reading databases and their parameters", e);
    } catch (JobFailedException e) {
      StoreAccess.close(connection);
      throw e;
    }
  }

  /** When it was taken, by the store's clock. */
  OffsetDateTime takenAt() {
    return takenAt;
  }

  /** The databases of interest, and their parameters. */
  ParametersOfDatabases parameters() {
    return parameters;
  }

  /** All users of a database that the store rates, by the bytes of their ids. */
  Iterator<UserRatings> users(DatabaseId database) {
    return new OnlineUsers(connection, database);
  }

  private OffsetDateTime now() throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT now()")) {
      row.next();
      return row.getObject(1, OffsetDateTime.class);
    }
  }

  private ParametersOfDatabases parameters(Set<DatabaseId> only) throws SQLException {
    ParametersOfDatabases found = new ParametersOfDatabases();
    try (PreparedStatement select =
            connection.prepareStatement(
                """
                SELECT databases.id, parameters
                FROM databases LEFT JOIN implicit_to_explicit_parameters ON database_id = id
                """);
        ResultSet rows = select.executeQuery()) {
      while (rows.next()) {
        DatabaseId database = new DatabaseId(rows.getString(1));
        if (only.isEmpty() || only.contains(database)) {
          found.with(database, rows.getString(2));
        }
      }
    }
    NamedDatabases.require(only, found.databases());
    return found;
  }

  @Override
  public void close() {
    StoreAccess.close(connection);
  }
}

package io.tastelake.bench.serve;

import io.tastelake.contracts.lake.InteractionsTable;
import io.tastelake.contracts.lake.InteractionsTable.Column;
import io.tastelake.domain.identity.Actor;
import io.tastelake.domain.identity.ActorHash;
import io.tastelake.domain.identity.DatabaseId;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.stream.Collectors;

/** A peer: DuckDB in this process, on all cores, over the lake's live Parquet files. */
final class DuckDb implements AutoCloseable {

  private static final String COLUMNS =
      InteractionsTable.COLUMNS.stream()
          .map(Column::name)
          .filter(name -> !name.equals(InteractionsTable.SEGMENT))
          .collect(Collectors.joining(", ", "SELECT ", " FROM interactions WHERE "));

  private final Connection connection;
  private final PreparedStatement listing;
  private final PreparedStatement actor;

  /**
   * Opens it.
   *
   * @param view the statement that makes the view {@code interactions} of the files
   */
  DuckDb(String view) throws SQLException {
    connection = DriverManager.getConnection("jdbc:duckdb:");
    try (Statement statement = connection.createStatement()) {
      statement.execute("SET memory_limit = '1GB'");
      statement.execute("SET parquet_metadata_cache = true");
      statement.execute(view);
    }
    // the hash lets it leave out row groups; it has no use for the pages' index
    listing =
        connection.prepareStatement(
            COLUMNS
                + "actor_hash BETWEEN ? AND ? AND database_id = ?"
                + " ORDER BY actor_hash, actor_kind, actor_id, log_offset");
    actor =
        connection.prepareStatement(
            COLUMNS + "actor_hash = ? AND database_id = ? AND actor_kind = ? AND actor_id = ?");
  }

  /** Reads all rows of {@code database} in the order of the lake; how many they are. */
  long list(DatabaseId database) throws SQLException {
    listing.setLong(1, ActorHash.first(database));
    listing.setLong(2, ActorHash.last(database));
    listing.setString(3, database.value());
    return read(listing);
  }

  /** Reads all rows of {@code who}; how many they are. */
  long actor(DatabaseId database, Actor who) throws SQLException {
    actor.setLong(1, ActorHash.of(database, who));
    actor.setString(2, database.value());
    actor.setString(3, who.kind().name());
    actor.setString(4, who.id());
    return read(actor);
  }

  /** Takes each value as what it is, as our reader does. */
  private static long read(PreparedStatement query) throws SQLException {
    long rows = 0;
    try (ResultSet found = query.executeQuery()) {
      while (found.next()) {
        rows++;
        for (int column = 1; column < InteractionsTable.COLUMNS.size(); column++) {
          switch (InteractionsTable.COLUMNS.get(column - 1).type()) {
            case LONG -> found.getLong(column);
            case INTEGER -> found.getInt(column);
            case DOUBLE -> found.getDouble(column);
            case STRING -> found.getString(column);
            case TIMESTAMP -> found.getObject(column);
          }
        }
      }
    }
    return rows;
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}

package io.tastelake.batch.rating;

import io.tastelake.batch.maintenance.HeldLock;
import io.tastelake.batch.store.StoreAccess;
import io.tastelake.batch.store.StoreException;
import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.domain.identity.ItemId;
import io.tastelake.domain.rating.Rating;
import io.tastelake.domain.taste.Revision;
import io.tastelake.store.TasteStatements;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Puts users right, each in a transaction of its own, unless the stream has written of them since:
 * then it knows better.
 */
final class TasteRepair implements AutoCloseable {

  private final Connection connection;
  private final PreparedStatement statement;
  private final OffsetDateTime since;
  private final HeldLock held;
  private long repaired;
  private long skipped;

  private TasteRepair(Connection connection, OffsetDateTime since, HeldLock held)
      throws SQLException {
    this.connection = connection;
    this.statement = connection.prepareStatement(TasteStatements.REPAIR_TASTE);
    this.since = since;
    this.held = held;
  }

  /**
   * Prepares to repair what was compared at a moment of the past.
   *
   * @param since that moment, by the store's clock; who was forgotten since is left alone
   */
  static TasteRepair since(OffsetDateTime since, StoreAccess store, HeldLock held) {
    try {
      return new TasteRepair(store.open(), since, held);
    } catch (SQLException e) {
      throw failure(e);
    }
  }

  /** Shows {@code ratings} of the user of {@code shown}, if that state is still the newest. */
  void repair(DatabaseId database, UserRatings shown, Map<ItemId, Rating> ratings) {
    List<Map.Entry<ItemId, Rating>> all = List.copyOf(ratings.entrySet());
    Revision state = shown.state();
    held.require();
    try {
      statement.setString(1, shown.user().value());
      statement.setLong(2, state.generation());
      statement.setLong(3, state.number());
      statement.setString(4, database.value());
      statement.setObject(5, since);
      statement.setArray(6, array("text", all.stream().map(rating -> rating.getKey().value())));
      statement.setArray(7, array("float8", all.stream().map(rating -> rating.getValue().value())));
      statement.setArray(
          8, array("float8", all.stream().map(rating -> rating.getValue().timestamp())));
      count();
    } catch (SQLException e) {
      throw failure(e);
    }
  }

  private Array array(String type, Stream<?> elements) throws SQLException {
    return connection.createArrayOf(type, elements.toArray());
  }

  private void count() throws SQLException {
    try (ResultSet users = statement.executeQuery()) {
      users.next();
      if (users.getBoolean(1)) {
        repaired++;
      } else {
        skipped++;
      }
    }
  }

  /** How many users were put right. */
  long repaired() {
    return repaired;
  }

  /** How many users were left to the stream, or to their being forgotten. */
  long skipped() {
    return skipped;
  }

  private static StoreException failure(SQLException cause) {
    return new StoreException("repairing inferred ratings", cause);
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      throw failure(e);
    }
  }
}

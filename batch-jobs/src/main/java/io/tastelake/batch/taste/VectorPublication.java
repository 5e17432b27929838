package io.tastelake.batch.taste;

import io.tastelake.batch.maintenance.HeldLock;
import io.tastelake.batch.store.StoreAccess;
import io.tastelake.batch.store.StoreException;
import io.tastelake.domain.identity.ItemId;
import io.tastelake.domain.taste.FoldIn;
import io.tastelake.domain.taste.ItemFactors;
import io.tastelake.store.TasteStatements;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;

/**
 * Writes all users' vectors of one model into the online store.
 *
 * <p>Each vector follows from the ratings that are shown of the user, read by one statement
 * together with the user's pair (generation, revision); so it belongs to that pair, and whoever
 * changes meanwhile keeps the newer vector. The lake's ratings would be those of the last
 * recomputation.
 */
final class VectorPublication {

  private static final int USERS_AT_ONCE = 500;
  private static final int ROWS_AT_ONCE = 10_000;
  private static final int TRIES = 5;
  private static final String DEADLOCK = "40P01";

  private static final String SELECT =
      """
      SELECT user_id, generation, revision, item_id, rating
      FROM tastes JOIN shown_ratings USING (database_id, user_id)
      WHERE database_id = ?
      ORDER BY user_id
      """;

  /** A vector as PostgreSQL spells an array, and the pair that it belongs to. */
  private record UserVector(String user, long generation, long revision, String vector) {}

  private final Model model;
  private final FoldIn foldIn;
  private final StoreAccess store;
  private final HeldLock held;
  private final LongConsumer progress;
  private final List<UserVector> batch = new ArrayList<>();
  private long users;
  private long published;

  /**
   * Prepares to publish.
   *
   * @param progress is told how many users are done
   */
  VectorPublication(
      Model model, ItemFactors factors, StoreAccess store, HeldLock held, LongConsumer progress) {
    this.model = model;
    this.foldIn = FoldIn.into(factors, model.als().alpha(), model.als().lambda());
    this.store = store;
    this.held = held;
    this.progress = progress;
  }

  /**
   * How many users have ratings, and of how many a vector was written: the others changed
   * meanwhile.
   */
  record Published(long users, long vectors) {}

  Published run() {
    try (Connection reading = store.connect();
        Connection writing = store.connect();
        PreparedStatement select = reading.prepareStatement(SELECT);
        PreparedStatement publish = writing.prepareStatement(TasteStatements.PUBLISH_VECTORS)) {
      reading.setAutoCommit(false);
      select.setFetchSize(ROWS_AT_ONCE);
      select.setString(1, model.database().value());
      try (ResultSet rows = select.executeQuery()) {
        publishAll(rows, publish);
      }
      return new Published(users, published);
    } catch (SQLException e) {
      throw new StoreException("publishing vectors", e);
    }
  }

  private void publishAll(ResultSet rows, PreparedStatement publish) throws SQLException {
    boolean ahead = rows.next();
    while (ahead) {
      String user = rows.getString(1);
      long generation = rows.getLong(2);
      long revision = rows.getLong(3);
      Map<ItemId, Double> ratings = new HashMap<>();
      while (ahead && rows.getString(1).equals(user)) {
        ratings.put(new ItemId(rows.getString(4)), rows.getDouble(5));
        ahead = rows.next();
      }
      batch.add(
          new UserVector(
              user, generation, revision, TasteStatements.spelled(foldIn.vector(ratings))));
      if (batch.size() == USERS_AT_ONCE || !ahead) {
        users += batch.size();
        published += published(publish, TRIES);
        batch.clear();
        progress.accept(users);
      }
    }
  }

  /**
   * The stream writes several users at once, too: one of two that wait for each other tries anew.
   */
  private int published(PreparedStatement publish, int tries) throws SQLException {
    Connection connection = publish.getConnection();
    publish.setString(1, model.id().toString());
    publish.setArray(
        2, connection.createArrayOf("text", batch.stream().map(UserVector::user).toArray()));
    publish.setArray(
        3,
        connection.createArrayOf("bigint", batch.stream().map(UserVector::generation).toArray()));
    publish.setArray(
        4, connection.createArrayOf("bigint", batch.stream().map(UserVector::revision).toArray()));
    publish.setArray(
        5, connection.createArrayOf("text", batch.stream().map(UserVector::vector).toArray()));
    publish.setString(6, model.database().value());
    held.require();
    try {
      return publish.executeUpdate();
    } catch (SQLException e) {
      if (tries > 1 && DEADLOCK.equals(e.getSQLState())) {
        return published(publish, tries - 1);
      }
      throw e;
    }
  }
}

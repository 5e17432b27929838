package io.tastelake.batch.rating;

import io.tastelake.batch.store.StoreException;
import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.domain.identity.ItemId;
import io.tastelake.domain.identity.UserId;
import io.tastelake.domain.rating.Rating;
import io.tastelake.domain.taste.Revision;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;

/** The users of one database with their inferred ratings, through a cursor, by the bytes of ids. */
final class OnlineUsers implements Iterator<UserRatings> {

  private static final int ROWS_AT_ONCE = 10_000;

  private static final String SELECT =
      """
      SELECT user_id, generation, revision, item_id, rating, rated_at
      FROM tastes LEFT JOIN inferred_ratings USING (database_id, user_id)
      WHERE database_id = ?
      ORDER BY user_id
      """;

  private final ResultSet rows;
  private boolean ahead;

  OnlineUsers(Connection connection, DatabaseId database) {
    try {
      PreparedStatement select = connection.prepareStatement(SELECT);
      select.closeOnCompletion();
      select.setFetchSize(ROWS_AT_ONCE);
      select.setString(1, database.value());
      this.rows = select.executeQuery();
      advance();
    } catch (SQLException e) {
      throw failure(e);
    }
  }

  @Override
  public boolean hasNext() {
    return ahead;
  }

  @Override
  public UserRatings next() {
    if (!ahead) {
      throw new NoSuchElementException();
    }
    try {
      UserId user = new UserId(rows.getString(1));
      Revision state = new Revision(rows.getLong(2), rows.getLong(3));
      return new UserRatings(user, state, ratings(user.value()));
    } catch (SQLException e) {
      throw failure(e);
    }
  }

  private Map<ItemId, Rating> ratings(String user) throws SQLException {
    Map<ItemId, Rating> ratings = new HashMap<>();
    while (ahead && rows.getString(1).equals(user)) {
      String item = rows.getString(4);
      if (item != null) {
        ratings.put(new ItemId(item), new Rating(rows.getDouble(5), rows.getDouble(6)));
      }
      advance();
    }
    return ratings;
  }

  private void advance() throws SQLException {
    ahead = rows.next();
    if (!ahead) {
      rows.close();
    }
  }

  private static StoreException failure(SQLException cause) {
    return new StoreException("reading inferred ratings", cause);
  }
}

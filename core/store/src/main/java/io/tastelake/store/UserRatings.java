package io.tastelake.store;

import io.tastelake.domain.identity.ItemId;
import io.tastelake.domain.identity.UserId;
import io.tastelake.domain.rating.Rating;
import io.tastelake.domain.taste.Revision;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jdbi.v3.core.statement.StatementContext;

/**
 * Ratings of one user.
 *
 * @param state which state of the user they show; {@link #NEVER_SEEN} if the user has no row
 */
public record UserRatings(UserId user, Revision state, Map<ItemId, Rating> ratings) {

  /** The pair of a user without a row: what is written then, any other pair outranks. */
  public static final Revision NEVER_SEEN = new Revision(0, 0);

  /** A user without a row. */
  public static UserRatings none(UserId user) {
    return new UserRatings(user, NEVER_SEEN, Map.of());
  }

  /** One rating of a user; of a user without ratings there is a row without item and rating. */
  record Row(UserId user, Revision state, ItemId item, Rating rating) {

    static Row read(ResultSet row, StatementContext context) throws SQLException {
      String item = row.getString("item_id");
      return new Row(
          new UserId(row.getString("user_id")),
          new Revision(row.getLong("generation"), row.getLong("revision")),
          item == null ? null : new ItemId(item),
          item == null ? null : new Rating(row.getDouble("rating"), row.getDouble("rated_at")));
    }
  }

  /** User by user the ratings of rows that are sorted by user. */
  static Iterator<UserRatings> byUser(DatabaseCursor<Row> rows) {
    return byUser(rows, Function.identity(), (first, ratings) -> ratings);
  }

  /**
   * The same of rows that say more.
   *
   * @param rating the rating that a row says
   * @param user what to make of a user's first row and all ratings
   */
  static <T, U> Iterator<U> byUser(
      DatabaseCursor<T> rows, Function<T, Row> rating, BiFunction<T, UserRatings, U> user) {
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return rows.hasNext();
      }

      @Override
      public U next() {
        T first = rows.next();
        return user.apply(first, following(rating.apply(first), rows, rating));
      }
    };
  }

  private static <T> UserRatings following(
      Row first, DatabaseCursor<T> rows, Function<T, Row> rating) {
    Map<ItemId, Rating> ratings = new HashMap<>();
    if (first.item() != null) {
      ratings.put(first.item(), first.rating());
    }
    while (rows.hasNext() && rating.apply(rows.peek()).user().equals(first.user())) {
      Row row = rating.apply(rows.next());
      ratings.put(row.item(), row.rating());
    }
    return new UserRatings(first.user(), first.state(), ratings);
  }
}

package io.tastelake.store;

import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.domain.identity.ItemId;
import io.tastelake.domain.identity.UserId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.statement.StatementContext;

/** The table {@code ratings}: those that users gave, one per user and item. */
public final class RatingsTable {

  private final StoreConnection connection;

  public RatingsTable(StoreConnection connection) {
    this.connection = connection;
  }

  /**
   * A rating.
   *
   * @param value 1 to 10
   * @param ratedAt Unix seconds
   */
  public record Row(UserId user, ItemId item, double value, double ratedAt) {}

  /**
   * Puts ratings, each in place of the one of its user and item that there was.
   *
   * @param ratings with each user and item at most once
   */
  public void put(DatabaseId database, Collection<Row> ratings) {
    int unused =
        connection.update(
            """
            INSERT INTO ratings (database_id, user_id, item_id, rating, rated_at)
            SELECT :database, user_id, item_id, rating, rated_at
            FROM unnest(:users::text[], :items::text[], :ratings::float8[], :times::float8[])
              AS given(user_id, item_id, rating, rated_at)
            ON CONFLICT (database_id, user_id, item_id)
            DO UPDATE SET rating = EXCLUDED.rating, rated_at = EXCLUDED.rated_at
            """,
            update ->
                update
                    .bind("database", database)
                    .bind("users", Statements.texts(ratings, rating -> rating.user().value()))
                    .bind("items", Statements.texts(ratings, rating -> rating.item().value()))
                    .bind(
                        "ratings", (Object) ratings.stream().map(Row::value).toArray(Double[]::new))
                    .bind(
                        "times",
                        (Object) ratings.stream().map(Row::ratedAt).toArray(Double[]::new)));
  }

  /** All ratings of a database through a cursor, in the order of users and items. */
  public Iterator<Row> all(DatabaseId database) {
    return connection.cursor(
        """
        SELECT user_id, item_id, rating, rated_at FROM ratings WHERE database_id = :database
        ORDER BY user_id, item_id
        """,
        query -> query.bind("database", database),
        RatingsTable::read);
  }

  /** The rating that a user gave to an item. */
  public Optional<Row> of(DatabaseId database, UserId user, ItemId item) {
    return connection.query(
        """
        SELECT user_id, item_id, rating, rated_at FROM ratings
        WHERE database_id = :database AND user_id = :user AND item_id = :item
        """,
        query ->
            query
                .bind("database", database)
                .bind("user", user)
                .bind("item", item)
                .map(RatingsTable::read)
                .findFirst());
  }

  /**
   * Deletes the rating that a user gave to an item.
   *
   * @return how many there were: 0 or 1
   */
  public int delete(DatabaseId database, UserId user, ItemId item) {
    return connection.update(
        "DELETE FROM ratings WHERE database_id = :database AND user_id = :user AND item_id = :item",
        update -> update.bind("database", database).bind("user", user).bind("item", item));
  }

  /** Deletes all ratings that the users gave; returns the items that were rated. */
  public List<ItemId> deleteOf(DatabaseId database, Collection<UserId> users) {
    return connection.query(
        """
        DELETE FROM ratings
        WHERE database_id = :database AND user_id = ANY (:users::text[]) RETURNING item_id
        """,
        query ->
            query
                .bind("database", database)
                .bind("users", Statements.users(users))
                .map((row, context) -> new ItemId(row.getString(1)))
                .list());
  }

  static Row read(ResultSet row, StatementContext context) throws SQLException {
    return new Row(
        new UserId(row.getString("user_id")),
        new ItemId(row.getString("item_id")),
        row.getDouble("rating"),
        row.getDouble("rated_at"));
  }
}

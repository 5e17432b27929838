package io.tastelake.store;

import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.domain.identity.ItemId;
import io.tastelake.domain.identity.UserId;
import io.tastelake.domain.popularity.Popularity;
import io.tastelake.domain.rating.Rating;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The view {@code shown_ratings}: what lists show and counters count. A given rating outranks the
 * inferred one of its user and item.
 */
public final class ShownRatings {

  static final String OF_USER =
      """
      SELECT user_id, item_id, rating, rated_at FROM shown_ratings
      WHERE database_id = :database AND user_id = :user
      ORDER BY rated_at DESC, item_id LIMIT :amount OFFSET :offset
      """;

  static final String ALL_OF_USER =
      """
      SELECT user_id, item_id, rating, rated_at FROM shown_ratings
      WHERE database_id = :database AND user_id = :user
      """;

  /**
   * Given and inferred ratings are limited apart, each in the order of its index: the order of the
   * view would be a sort of all. The inner bound follows from the outer one; told, a merge of both
   * indexes begins there too.
   */
  static final String AFTER =
      """
      (SELECT user_id, item_id, rating, rated_at FROM ratings
       WHERE database_id = :database AND (user_id, item_id) > (:user, :item)
       ORDER BY user_id, item_id LIMIT :amount)
      UNION ALL
      (SELECT user_id, item_id, rating, rated_at FROM inferred_ratings AS inferred
       WHERE database_id = :database AND (user_id, item_id) > (:user, :item)
         AND NOT EXISTS (
           SELECT FROM ratings
           WHERE ratings.database_id = inferred.database_id
             AND ratings.user_id = inferred.user_id
             AND ratings.item_id = inferred.item_id
             AND (ratings.user_id, ratings.item_id) > (:user, :item))
       ORDER BY user_id, item_id LIMIT :amount)
      ORDER BY user_id, item_id LIMIT :amount
      """;

  private final StoreConnection connection;

  public ShownRatings(StoreConnection connection) {
    this.connection = connection;
  }

  /** Where a listing of all ratings goes on: after this user's rating of this item. */
  public record Position(String user, String item) {

    /** Before all ratings. */
    public static final Position START = new Position("", "");
  }

  /** How many of the ratings that were counted there are, and of how many users and items. */
  public record Counts(long ratings, long users, long items) {}

  /** Some of a user's ratings, newest first. */
  public List<RatingsTable.Row> of(DatabaseId database, UserId user, int amount, long offset) {
    return connection.query(
        OF_USER,
        query ->
            query
                .bind("database", database)
                .bind("user", user)
                .bind("amount", amount)
                .bind("offset", offset)
                .map(RatingsTable::read)
                .list());
  }

  /** All of a user's ratings, in no order. */
  public List<RatingsTable.Row> of(DatabaseId database, UserId user) {
    return connection.query(
        ALL_OF_USER,
        query ->
            query.bind("database", database).bind("user", user).map(RatingsTable::read).list());
  }

  /**
   * User by user all ratings of a database, through a cursor; each user's ratings and state are of
   * one moment.
   */
  public Iterator<UserRatings> byUser(DatabaseId database) {
    return UserRatings.byUser(
        connection.cursor(
            """
            SELECT user_id, generation, revision, item_id, rating, rated_at
            FROM tastes JOIN shown_ratings USING (database_id, user_id)
            WHERE database_id = :database ORDER BY user_id
            """,
            query -> query.bind("database", database),
            UserRatings.Row::read));
  }

  /** Some of a database's ratings, in the order of users and items. */
  public List<RatingsTable.Row> after(Position position, DatabaseId database, int amount) {
    return connection.query(
        AFTER,
        query ->
            query
                .bind("database", database)
                .bind("user", position.user())
                .bind("item", position.item())
                .bind("amount", amount)
                .map(RatingsTable::read)
                .list());
  }

  /** Counts the first {@code limit} of a database's ratings. */
  public Counts count(DatabaseId database, int limit) {
    return connection.query(
        """
        SELECT count(*), count(DISTINCT user_id), count(DISTINCT item_id)
        FROM (SELECT user_id, item_id FROM shown_ratings
              WHERE database_id = :database LIMIT :limit) AS counted
        """,
        query ->
            query
                .bind("database", database)
                .bind("limit", limit)
                .map((row, context) -> new Counts(row.getLong(1), row.getLong(2), row.getLong(3)))
                .one());
  }

  /**
   * The most popular items of a database with their scores, as {@link Popularity} counts those who
   * rate an item above the current model's centre, or above 5.5 while there is no model.
   *
   * @param now Unix seconds
   * @param amount how many items at most
   */
  public Map<ItemId, Double> popular(DatabaseId database, double now, int amount) {
    return connection.query(
        """
        WITH liked AS MATERIALIZED (
          SELECT item_id, least(rated_at, :now) AS at FROM shown_ratings
          WHERE database_id = :database AND rating > coalesce(
            (SELECT centre FROM current_models JOIN models USING (database_id, model_id)
             WHERE current_models.database_id = :database), :neutral)),
        newest AS (SELECT item_id, max(at) AS newest FROM liked GROUP BY item_id)
        SELECT item_id, newest / :half_life
            + ln(sum(power(2, -least((newest - at) / :half_life, :most)))) / ln(2::float8) AS score
        FROM liked JOIN newest USING (item_id)
        GROUP BY item_id, newest
        ORDER BY score DESC, item_id LIMIT :amount
        """,
        query ->
            query
                .bind("database", database)
                .bind("now", now)
                .bind("neutral", Rating.NEUTRAL)
                .bind("half_life", Popularity.HALF_LIFE)
                .bind("most", Popularity.MAX_HALF_LIVES)
                .bind("amount", amount)
                .map((row, context) -> Map.entry(new ItemId(row.getString(1)), row.getDouble(2)))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
  }

  /**
   * The rated items of a database with the means of their ratings, the highest ones.
   *
   * @param amount how many items at most
   */
  public Map<ItemId, Double> means(DatabaseId database, int amount) {
    return connection.query(
        """
        SELECT item_id, avg(rating) AS mean FROM shown_ratings WHERE database_id = :database
        GROUP BY item_id ORDER BY mean DESC, item_id LIMIT :amount
        """,
        query ->
            query
                .bind("database", database)
                .bind("amount", amount)
                .map((row, context) -> Map.entry(new ItemId(row.getString(1)), row.getDouble(2)))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
  }
}

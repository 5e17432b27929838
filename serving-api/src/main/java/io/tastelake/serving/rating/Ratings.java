package io.tastelake.serving.rating;

import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.domain.identity.ItemId;
import io.tastelake.domain.identity.UserId;
import io.tastelake.domain.interaction.InteractionEvent;
import io.tastelake.serving.database.Counters;
import io.tastelake.serving.decision.Decision;
import io.tastelake.serving.decision.Decisions;
import io.tastelake.serving.http.ApiException;
import io.tastelake.serving.http.ErrorName;
import io.tastelake.serving.store.OnlineStore;
import io.tastelake.serving.store.Statements;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The ratings of all databases: those that users gave, and in lists the inferred ones too, which a
 * given one of the same user and item outranks. Each change is a decision about its users: it holds
 * once the call returns, and reaches the log soon after. Thread-safe.
 */
public final class Ratings implements Counters.Source {

  private static final double MICROS = 1e6;
  private static final int MAX_COUNTED = 100_000;

  static final String OF_USER =
      """
      SELECT user_id, item_id, rating, rated_at FROM shown_ratings
      WHERE database_id = ? AND user_id = ?
      ORDER BY rated_at DESC, item_id LIMIT ? OFFSET ?
      """;

  static final String BY_ITEM =
      """
      SELECT user_id, item_id, rating, rated_at FROM shown_ratings
      WHERE database_id = ? AND user_id = ?
      """;

  static final String AFTER =
      """
      (SELECT user_id, item_id, rating, rated_at FROM ratings
       WHERE database_id = ? AND (user_id, item_id) > (?, ?)
       ORDER BY user_id, item_id LIMIT ?)
      UNION ALL
      (SELECT user_id, item_id, rating, rated_at FROM inferred_ratings AS inferred
       WHERE database_id = ? AND (user_id, item_id) > (?, ?)
         AND NOT EXISTS (
           SELECT FROM ratings
           WHERE ratings.database_id = inferred.database_id
             AND ratings.user_id = inferred.user_id
             AND ratings.item_id = inferred.item_id
             AND (ratings.user_id, ratings.item_id) > (?, ?))
       ORDER BY user_id, item_id LIMIT ?)
      ORDER BY user_id, item_id LIMIT ?
      """;

  private final OnlineStore store;
  private final Decisions decisions;

  public Ratings(OnlineStore store, Decisions decisions) {
    this.store = store;
    this.decisions = decisions;
  }

  /** Where a listing of all ratings goes on: after this user's rating of this item. */
  record Position(String user, String item) {

    static final Position START = new Position("", "");
  }

  /** Gives ratings, each in place of the one of its user and item that there was. */
  void give(DatabaseId database, Collection<GivenRating> ratings) {
    if (!ratings.isEmpty()) {
      Set<UserId> users = ratings.stream().map(GivenRating::user).collect(Collectors.toSet());
      decisions.run(database, users, decision -> give(decision, database, ratings));
    }
  }

  private static void give(Decision decision, DatabaseId database, Collection<GivenRating> given) {
    long acceptedAt = decision.acceptedAt();
    List<UserRating> ratings =
        given.stream().map(rating -> at(rating, acceptedAt / MICROS)).toList();
    decision
        .store()
        .change(
            """
            INSERT INTO ratings (database_id, user_id, item_id, rating, rated_at)
            SELECT ?, user_id, item_id, rating, rated_at
            FROM unnest(?::text[], ?::text[], ?::float8[], ?::float8[])
              AS given(user_id, item_id, rating, rated_at)
            ON CONFLICT (database_id, user_id, item_id)
            DO UPDATE SET rating = EXCLUDED.rating, rated_at = EXCLUDED.rated_at
            """,
            database.value(),
            ratings.stream().map(rating -> rating.user().value()).toArray(String[]::new),
            ratings.stream().map(rating -> rating.item().value()).toArray(String[]::new),
            ratings.stream().map(UserRating::value).toArray(Double[]::new),
            ratings.stream().map(UserRating::timestamp).toArray(Double[]::new));
    decision.publish(ratings.stream().map(rating -> event(database, rating, acceptedAt)).toList());
  }

  private static UserRating at(GivenRating given, double now) {
    double timestamp = given.timestamp() == null ? now : given.timestamp();
    return new UserRating(given.user(), given.item(), given.value(), timestamp);
  }

  private static InteractionEvent event(DatabaseId database, UserRating rating, long acceptedAt) {
    return InteractionEvent.rate(
        database, rating.user(), rating.item(), rating.value(), rating.timestamp(), acceptedAt);
  }

  /**
   * Withdraws the rating that a user gave to an item; what is inferred shows again.
   *
   * @throws ApiException {@code USER_RATING_NOT_FOUND} if none was given
   */
  void withdraw(DatabaseId database, UserId user, ItemId item) {
    decisions.run(
        database,
        Set.of(user),
        decision -> {
          int deleted =
              decision
                  .store()
                  .change(
                      "DELETE FROM ratings WHERE database_id = ? AND user_id = ? AND item_id = ?",
                      database.value(),
                      user.value(),
                      item.value());
          if (deleted == 0) {
            throw notGiven(decision.store(), database, user, item);
          }
          decision.publish(
              List.of(InteractionEvent.unrate(database, user, item, decision.acceptedAt())));
        });
  }

  private static ApiException notGiven(
      Statements store, DatabaseId database, UserId user, ItemId item) {
    boolean inferred =
        store
            .first(
                "SELECT 1 FROM inferred_ratings WHERE database_id = ? AND user_id = ? AND item_id = ?",
                row -> true,
                database.value(),
                user.value(),
                item.value())
            .isPresent();
    String type = "rating of the item";
    return inferred
        ? ApiException.notFound(
            ErrorName.USER_RATING_NOT_FOUND,
            type,
            item.value(),
            "The rating of the item '"
                + item.value()
                + "' is inferred from interactions, not given, so it cannot be deleted: delete or"
                + " amend the interactions, or give another rating with PUT.")
        : ApiException.notFound(ErrorName.USER_RATING_NOT_FOUND, type, item.value());
  }

  /** Withdraws all ratings that a user gave; inferred ones stay. */
  void withdrawAll(DatabaseId database, UserId user) {
    decisions.run(
        database,
        Set.of(user),
        decision -> {
          List<ItemId> items = forget(decision, database, Set.of(user));
          long acceptedAt = decision.acceptedAt();
          decision.publish(
              items.stream()
                  .map(item -> InteractionEvent.unrate(database, user, item, acceptedAt))
                  .toList());
        });
  }

  /**
   * Deletes the ratings that the users gave here, within a decision about these users; says nothing
   * to the log.
   *
   * @return the items that were rated
   */
  public static List<ItemId> forget(
      Decision decision, DatabaseId database, Collection<UserId> users) {
    return decision
        .store()
        .list(
            """
            DELETE FROM ratings
            WHERE database_id = ? AND user_id = ANY (?::text[]) RETURNING item_id
            """,
            row -> new ItemId(row.getString("item_id")),
            database.value(),
            users.stream().map(UserId::value).toArray(String[]::new));
  }

  /** Some of a user's ratings, the newest first. */
  List<UserRating> of(DatabaseId database, UserId user, int amount, long offset) {
    return store.list(OF_USER, Ratings::read, database.value(), user.value(), amount, offset);
  }

  /** What a user thinks of items as lists show it, all of it, by item. */
  public Map<ItemId, Double> byItem(DatabaseId database, UserId user) {
    Map<ItemId, Double> ratings = new HashMap<>();
    store
        .list(BY_ITEM, Ratings::read, database.value(), user.value())
        .forEach(rating -> ratings.put(rating.item(), rating.value()));
    return ratings;
  }

  /**
   * Some of a database's ratings, in the order of users and items. Given and inferred ones are
   * limited apart, each in the order of its index: the order of the view would be a sort of all.
   * The inner bound follows from the outer one; told, a merge of both indexes begins there too.
   */
  List<UserRating> after(Position position, DatabaseId database, int amount) {
    return store.list(
        AFTER,
        Ratings::read,
        database.value(),
        position.user(),
        position.item(),
        amount,
        database.value(),
        position.user(),
        position.item(),
        position.user(),
        position.item(),
        amount,
        amount);
  }

  @Override
  public Counters of(DatabaseId database) {
    return store
        .first(
            """
            SELECT count(*), count(DISTINCT user_id), count(DISTINCT item_id)
            FROM (SELECT user_id, item_id FROM shown_ratings WHERE database_id = ? LIMIT ?) AS counted
            """,
            row -> new Counters(row.getLong(1), row.getLong(2), row.getLong(3)),
            database.value(),
            MAX_COUNTED)
        .orElseThrow();
  }

  private static UserRating read(ResultSet row) throws SQLException {
    return new UserRating(
        new UserId(row.getString("user_id")),
        new ItemId(row.getString("item_id")),
        row.getDouble("rating"),
        row.getDouble("rated_at"));
  }
}

package io.tastelake.store;

import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.domain.identity.ItemId;
import io.tastelake.domain.identity.UserId;
import io.tastelake.domain.rating.Rating;
import java.time.Instant;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * The table {@code tastes}, one row per user, with the inferred ratings and vectors that belong to
 * it.
 */
public final class TasteTable {

  /** The next generation: a {@code bigint} above all that were taken before. */
  public static final String NEXT_GENERATION = "SELECT nextval('taste_generations')";

  private final StoreConnection connection;

  public TasteTable(StoreConnection connection) {
    this.connection = connection;
  }

  /**
   * Waits for whoever writes of these users, and keeps others from it until the transaction ends.
   * Who has no row gets one: what is not there cannot be locked, and whoever inserts it meanwhile
   * takes its lock out of turn. All who lock several users do so in the order of their ids.
   */
  public void lock(DatabaseId database, Collection<UserId> users) {
    int unused =
        connection.update(
            """
            INSERT INTO tastes AS held (database_id, user_id, generation, revision, updated_at)
            SELECT present.id, absent.user_id, 0, 0, clock_timestamp()
            FROM (SELECT id FROM databases WHERE id = :database FOR KEY SHARE) AS present,
              (SELECT DISTINCT user_id FROM unnest(:users::text[]) AS user_id) AS absent
            ORDER BY absent.user_id COLLATE "C"
            ON CONFLICT (database_id, user_id) DO UPDATE SET updated_at = held.updated_at
            """,
            update -> update.bind("database", database).bind("users", Statements.users(users)));
  }

  /**
   * Deletes the inferred ratings and vectors of users. Their rows stay and say when they were
   * forgotten, so that nobody writes what is from before that.
   */
  public void forget(DatabaseId database, Collection<UserId> users, Instant forgottenAt) {
    int unused =
        connection.update(
            """
            INSERT INTO tastes AS held
              (database_id, user_id, generation, revision, updated_at, forgotten_at)
            SELECT :database, user_id, 0, 0, forgotten_at, forgotten_at
            FROM unnest(:users::text[]) AS user_id,
              (SELECT :forgotten_at::timestamptz) AS decided(forgotten_at)
            ORDER BY user_id COLLATE "C"
            ON CONFLICT (database_id, user_id) DO UPDATE SET forgotten_at = EXCLUDED.forgotten_at
            """,
            update ->
                update
                    .bind("database", database)
                    .bind("users", Statements.users(users))
                    .bind("forgotten_at", forgottenAt));
    int unusedRatings = delete("inferred_ratings", database, users);
    int unusedVectors = delete("taste_vectors", database, users);
    new RefusedTastesTable(connection).forget(database, users);
  }

  private int delete(String table, DatabaseId database, Collection<UserId> users) {
    return connection.update(
        "DELETE FROM "
            + table
            + " WHERE database_id = :database AND user_id = ANY (:users::text[])",
        update -> update.bind("database", database).bind("users", Statements.users(users)));
  }

  /** User by user the inferred ratings of a database, through a cursor, by the bytes of ids. */
  public Iterator<WrittenRatings> inferred(DatabaseId database) {
    return UserRatings.byUser(
        connection.cursor(
            """
            SELECT user_id, generation, revision, item_id, rating, rated_at,
              extract(epoch FROM updated_at)::float8 AS written_at
            FROM tastes LEFT JOIN inferred_ratings USING (database_id, user_id)
            WHERE database_id = :database
            ORDER BY user_id
            """,
            query -> query.bind("database", database),
            (row, context) ->
                new WrittenRow(UserRatings.Row.read(row, context), row.getDouble("written_at"))),
        WrittenRow::rating,
        (first, ratings) -> new WrittenRatings(ratings, first.writtenAt()));
  }

  private record WrittenRow(UserRatings.Row rating, double writtenAt) {}

  /**
   * Replaces the inferred ratings of a user whose state is still that of {@code right}, or who has
   * no row and is given that state. The state stays; the vectors go, so that readers fold in anew.
   * Who was forgotten since {@code compared}, or in the minute before, is left alone: the stream
   * may not know yet. Nothing is done if the database was deleted meanwhile.
   *
   * @param compared when the state was looked at, by the store's clock
   * @return whether the user was repaired
   */
  public boolean repair(DatabaseId database, UserRatings right, Instant compared) {
    List<Map.Entry<ItemId, Rating>> ratings = List.copyOf(right.ratings().entrySet());
    return connection.query(
        """
        SELECT repair_taste(:user, :generation, :revision, :database, :compared,
          :items::text[], :ratings::float8[], :times::float8[])
        """,
        query ->
            query
                .bind("user", right.user())
                .bind("generation", right.state().generation())
                .bind("revision", right.state().number())
                .bind("database", database)
                .bind("compared", compared)
                .bind("items", Statements.texts(ratings, rating -> rating.getKey().value()))
                .bind("ratings", numbers(ratings, Rating::value))
                .bind("times", numbers(ratings, Rating::timestamp))
                .map((row, context) -> row.getBoolean(1))
                .one());
  }

  private static Object numbers(
      List<Map.Entry<ItemId, Rating>> ratings, Function<Rating, Double> number) {
    return ratings.stream().map(rating -> number.apply(rating.getValue())).toArray(Double[]::new);
  }

  /**
   * The users whose state changed last.
   *
   * @param looked at so many users at most, of all that the database has
   */
  public List<UserId> changedLast(DatabaseId database, int looked, int amount) {
    return connection.query(
        """
        SELECT user_id FROM (
          SELECT user_id, updated_at FROM tastes
          WHERE database_id = :database AND forgotten_at IS NULL LIMIT :looked) AS looked_at
        ORDER BY updated_at DESC, user_id LIMIT :amount
        """,
        query ->
            query
                .bind("database", database)
                .bind("looked", looked)
                .bind("amount", amount)
                .map((row, context) -> new UserId(row.getString(1)))
                .list());
  }

  /** Whether a rating of the item is inferred of the user. */
  public boolean infers(DatabaseId database, UserId user, ItemId item) {
    return connection.query(
        """
        SELECT EXISTS (SELECT FROM inferred_ratings
          WHERE database_id = :database AND user_id = :user AND item_id = :item)
        """,
        query ->
            query
                .bind("database", database)
                .bind("user", user)
                .bind("item", item)
                .map((row, context) -> row.getBoolean(1))
                .one());
  }
}

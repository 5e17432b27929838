package io.tastelake.store;

import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.domain.identity.ItemId;
import io.tastelake.domain.identity.UserId;
import java.time.Instant;
import java.util.Collection;

/**
 * The table {@code tastes}, one row per user, with the inferred ratings and vectors that belong to
 * it.
 */
public final class TasteTable {

  private final StoreConnection connection;

  public TasteTable(StoreConnection connection) {
    this.connection = connection;
  }

  /**
   * Waits for whoever writes of these users, and keeps others from it until the transaction ends.
   */
  public void lock(DatabaseId database, Collection<UserId> users) {
    var unused =
        connection.query(
            """
            SELECT user_id FROM tastes
            WHERE database_id = :database AND user_id = ANY (:users::text[])
            ORDER BY user_id FOR UPDATE
            """,
            query ->
                query
                    .bind("database", database)
                    .bind("users", Statements.users(users))
                    .map((row, context) -> true)
                    .list());
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
            ORDER BY user_id
            ON CONFLICT (database_id, user_id) DO UPDATE SET forgotten_at = EXCLUDED.forgotten_at
            """,
            update ->
                update
                    .bind("database", database)
                    .bind("users", Statements.users(users))
                    .bind("forgotten_at", forgottenAt));
    int unusedRatings = delete("inferred_ratings", database, users);
    int unusedVectors = delete("taste_vectors", database, users);
  }

  private int delete(String table, DatabaseId database, Collection<UserId> users) {
    return connection.update(
        "DELETE FROM "
            + table
            + " WHERE database_id = :database AND user_id = ANY (:users::text[])",
        update -> update.bind("database", database).bind("users", Statements.users(users)));
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

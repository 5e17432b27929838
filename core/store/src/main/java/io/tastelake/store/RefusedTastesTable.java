package io.tastelake.store;

import io.tastelake.domain.identity.Actor;
import io.tastelake.domain.identity.ActorHash;
import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.domain.identity.UserId;
import java.util.Collection;
import java.util.List;

/**
 * The table {@code refused_tastes}: users whose update the store refused, while {@code
 * update-taste} tries it again and again.
 */
public final class RefusedTastesTable {

  /** Longer than {@code update-taste} waits between two attempts. */
  private static final String RECENT = "interval '30 minutes'";

  private static final String OF_BEFORE =
      """
      FROM refused_tastes WHERE EXISTS (
        SELECT FROM unnest(:databases::text[], :hashes::bigint[], :times::timestamptz[])
          AS forgotten(database_id, actor_hash, forgotten_at)
        WHERE refused_tastes.database_id = forgotten.database_id
          AND refused_tastes.actor_hash = forgotten.actor_hash AND last_at < forgotten_at)
      """;

  private final StoreConnection connection;

  public RefusedTastesTable(StoreConnection connection) {
    this.connection = connection;
  }

  /**
   * Refused users of one database.
   *
   * @param reason of the one that was tried last
   */
  public record Refused(DatabaseId database, long users, String reason) {}

  /** Notes that a user's update was refused once more; a database that is gone is passed over. */
  public void add(DatabaseId database, UserId user, String reason, int attempts) {
    int unused =
        connection.update(
            """
            INSERT INTO refused_tastes (database_id, actor_hash, reason, attempts, first_at, last_at)
            SELECT id, :hash, :reason, :attempts, clock_timestamp(), clock_timestamp()
            FROM databases WHERE id = :database
            ON CONFLICT (database_id, actor_hash) DO UPDATE
            SET reason = EXCLUDED.reason, attempts = EXCLUDED.attempts, last_at = EXCLUDED.last_at
            """,
            update ->
                update
                    .bind("database", database)
                    .bind("hash", hash(database, user))
                    .bind("reason", reason)
                    .bind("attempts", attempts));
  }

  /** The user's update was written after all. */
  public void remove(DatabaseId database, UserId user) {
    forget(database, List.of(user));
  }

  /** Deletes the rows of users. */
  void forget(DatabaseId database, Collection<UserId> users) {
    Long[] hashes = users.stream().map(user -> hash(database, user)).toArray(Long[]::new);
    int unused =
        connection.update(
            """
            DELETE FROM refused_tastes
            WHERE database_id = :database AND actor_hash = ANY (:hashes::bigint[])
            """,
            update -> update.bind("database", database).bind("hashes", (Object) hashes));
  }

  /** Deletes the rows of forgotten actors that are older than their FORGETs; says how many. */
  public long deleteOfForgotten(List<ForgottenActor> actors) {
    return count(
        "WITH gone AS (DELETE " + OF_BEFORE + " RETURNING 1) SELECT count(*) FROM gone", actors);
  }

  /** How many such rows there are. */
  public long leftOfForgotten(List<ForgottenActor> actors) {
    return count("SELECT count(*) " + OF_BEFORE, actors);
  }

  private long count(String sql, List<ForgottenActor> actors) {
    Long[] hashes =
        actors.stream()
            .map(actor -> ActorHash.of(actor.database(), actor.actor()))
            .toArray(Long[]::new);
    return connection.query(
        sql,
        query ->
            query
                .bind("databases", ForgottenActor.databases(actors))
                .bind("hashes", (Object) hashes)
                .bind("times", ForgottenActor.times(actors))
                .mapTo(Long.class)
                .one());
  }

  /** Those that are being tried, by database; older rows are of a job that ran before. */
  public List<Refused> recent() {
    return connection.query(
        """
        SELECT database_id, count(*), (array_agg(reason ORDER BY last_at DESC))[1]
        FROM refused_tastes WHERE last_at > clock_timestamp() - %s
        GROUP BY database_id ORDER BY database_id
        """
            .formatted(RECENT),
        query ->
            query
                .map(
                    (row, context) ->
                        new Refused(
                            new DatabaseId(row.getString(1)), row.getLong(2), row.getString(3)))
                .list());
  }

  private static long hash(DatabaseId database, UserId user) {
    return ActorHash.of(database, Actor.of(user));
  }
}

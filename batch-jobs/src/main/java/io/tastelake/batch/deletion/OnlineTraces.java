package io.tastelake.batch.deletion;

import io.tastelake.batch.maintenance.HeldLock;
import io.tastelake.contracts.log.MicrosecondClock;
import io.tastelake.domain.identity.Actor;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.Function;

/**
 * What the online store still holds of forgotten actors. The API deletes given ratings and sessions
 * when it decides a FORGET, and {@code update-taste} the rest when it reads it; this finds what was
 * written before the FORGET was decided, and never what came later: both times are PostgreSQL's.
 * Tokens that were bound to a forgotten actor go, too: whoever comes back logs in anew.
 */
final class OnlineTraces {

  private static final int BATCH = 5_000;

  private static final String GIVEN =
      """
      WITH gone AS MATERIALIZED (
        SELECT * FROM unnest(?::text[], ?::text[], ?::timestamptz[], ?::boolean[])
          AS gone(database_id, user_id, forgotten_at, for_good)
      ), stale AS MATERIALIZED (
        SELECT tastes.database_id, tastes.user_id, for_good FROM tastes JOIN gone USING (database_id, user_id)
        WHERE updated_at < gone.forgotten_at FOR UPDATE OF tastes
      ),
      """;

  /** Tombstones of {@code tastes} outlast the writers that they refuse. */
  private static final String DELETE =
      GIVEN
          + """
          ratings_gone AS (
            DELETE FROM inferred_ratings USING stale
            WHERE inferred_ratings.database_id = stale.database_id AND inferred_ratings.user_id = stale.user_id
            RETURNING 1
          ), vectors_gone AS (
            DELETE FROM taste_vectors USING stale
            WHERE taste_vectors.database_id = stale.database_id AND taste_vectors.user_id = stale.user_id
            RETURNING 1
          )
          SELECT (SELECT count(*) FROM ratings_gone) + (SELECT count(*) FROM vectors_gone)
          """;

  private static final String DELETE_TOMBSTONES =
      """
      WITH gone AS MATERIALIZED (
        SELECT * FROM unnest(?::text[], ?::text[], ?::timestamptz[], ?::boolean[])
          AS gone(database_id, user_id, forgotten_at, for_good)
      ), tombstones AS (
        DELETE FROM tastes USING gone
        WHERE tastes.database_id = gone.database_id AND tastes.user_id = gone.user_id AND for_good
          AND updated_at < now() - interval '25 hours'
          AND NOT EXISTS (SELECT FROM inferred_ratings AS r
            WHERE r.database_id = tastes.database_id AND r.user_id = tastes.user_id)
          AND NOT EXISTS (SELECT FROM taste_vectors AS v
            WHERE v.database_id = tastes.database_id AND v.user_id = tastes.user_id)
        RETURNING 1
      )
      SELECT count(*) FROM tombstones
      """;

  private static final String LEFT =
      GIVEN
          + """
          shown AS (
            SELECT database_id, user_id FROM inferred_ratings
            UNION ALL SELECT database_id, user_id FROM taste_vectors
          )
          SELECT count(*) FROM shown JOIN stale USING (database_id, user_id)
          """;

  /** Tokens live 30 days from when they are issued. */
  private static final String TOKENS_OF_BEFORE =
      """
      WITH gone AS MATERIALIZED (
        SELECT * FROM unnest(?::text[], ?::text[], ?::timestamptz[], ?::text[])
          AS gone(database_id, actor_id, forgotten_at, kind)
      ), before AS MATERIALIZED (
        SELECT token_hash FROM refresh_tokens JOIN gone ON refresh_tokens.database_id = gone.database_id
          AND actor_id = CASE kind WHEN 'USER' THEN frontend_user ELSE frontend_session END
        WHERE expires_at < forgotten_at + interval '30 days'
      )
      """;

  private static final String DELETE_TOKENS =
      TOKENS_OF_BEFORE
          + """
          , deleted AS (
            DELETE FROM refresh_tokens WHERE token_hash IN (SELECT token_hash FROM before) RETURNING 1
          )
          SELECT count(*) FROM deleted
          """;

  private static final String LEFT_TOKENS = TOKENS_OF_BEFORE + "SELECT count(*) FROM before";

  /** The API needs them for a day, and deletes them itself only when it decides another one. */
  private static final String DELETE_FORGETS =
      "DELETE FROM forgets WHERE forgotten_at < clock_timestamp() - interval '25 hours'";

  private final Connection store;
  private final HeldLock held;

  OnlineTraces(Connection store, HeldLock held) {
    this.store = store;
    this.held = held;
  }

  /** Deletes them; returns how many rows there were. */
  long delete(List<Forgotten> actors) throws SQLException {
    List<Forgotten> users = users(actors);
    long rows =
        deleted(DELETE, users, Forgotten::forGood)
            + deleted(DELETE_TOMBSTONES, users, Forgotten::forGood)
            + deleted(DELETE_TOKENS, actors, OnlineTraces::kind);
    held.require();
    try (PreparedStatement forgets = store.prepareStatement(DELETE_FORGETS)) {
      return rows + forgets.executeUpdate();
    }
  }

  /** How many rows of before their FORGETs are left. */
  long left(List<Forgotten> actors) throws SQLException {
    return sum(LEFT, users(actors), Forgotten::forGood)
        + sum(LEFT_TOKENS, actors, OnlineTraces::kind);
  }

  private long deleted(String statement, List<Forgotten> actors, Function<Forgotten, Object> fact)
      throws SQLException {
    held.require();
    return sum(statement, actors, fact);
  }

  private static List<Forgotten> users(List<Forgotten> actors) {
    return actors.stream().filter(actor -> actor.actor().kind() == Actor.Kind.USER).toList();
  }

  private static String kind(Forgotten actor) {
    return actor.actor().kind().name();
  }

  /** The sum of what {@code statement} answers for some actors at a time. */
  private long sum(String statement, List<Forgotten> actors, Function<Forgotten, Object> fact)
      throws SQLException {
    long sum = 0;
    for (int from = 0; from < actors.size(); from += BATCH) {
      sum += batch(statement, actors.subList(from, Math.min(actors.size(), from + BATCH)), fact);
    }
    return sum;
  }

  private long batch(String statement, List<Forgotten> actors, Function<Forgotten, Object> fact)
      throws SQLException {
    try (PreparedStatement prepared = store.prepareStatement(statement)) {
      prepared.setArray(1, array("text", actors, actor -> actor.database().value()));
      prepared.setArray(2, array("text", actors, actor -> actor.actor().id()));
      prepared.setArray(3, array("timestamptz", actors, OnlineTraces::forgottenAt));
      prepared.setArray(4, array("text", actors, fact));
      try (ResultSet row = prepared.executeQuery()) {
        return row.next() ? row.getLong(1) : 0;
      }
    }
  }

  private static String forgottenAt(Forgotten actor) {
    return MicrosecondClock.instant(actor.forgottenAt()).atOffset(ZoneOffset.UTC).toString();
  }

  private Array array(String type, List<Forgotten> actors, Function<Forgotten, Object> value)
      throws SQLException {
    return store.createArrayOf(type, actors.stream().map(value).map(String::valueOf).toArray());
  }
}

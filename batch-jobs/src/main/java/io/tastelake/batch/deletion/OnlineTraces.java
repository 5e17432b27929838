package io.tastelake.batch.deletion;

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
 * What the online store still shows of forgotten users. The API deletes given ratings and sessions
 * when it decides a FORGET, and {@code update-taste} the rest when it reads it; this finds what was
 * written before the FORGET was decided, and never what came later: both times are PostgreSQL's.
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

  private final Connection store;

  OnlineTraces(Connection store) {
    this.store = store;
  }

  /** Deletes them; returns how many rows there were. */
  long delete(List<Forgotten> actors) throws SQLException {
    return sum(DELETE, actors) + sum(DELETE_TOMBSTONES, actors);
  }

  /** How many rows of before their FORGETs are left. */
  long left(List<Forgotten> actors) throws SQLException {
    return sum(LEFT, actors);
  }

  private long sum(String statement, List<Forgotten> actors) throws SQLException {
    List<Forgotten> users =
        actors.stream().filter(actor -> actor.actor().kind() == Actor.Kind.USER).toList();
    long sum = 0;
    for (int from = 0; from < users.size(); from += BATCH) {
      sum += batch(statement, users.subList(from, Math.min(users.size(), from + BATCH)));
    }
    return sum;
  }

  private long batch(String statement, List<Forgotten> users) throws SQLException {
    try (PreparedStatement prepared = store.prepareStatement(statement)) {
      prepared.setArray(1, array("text", users, user -> user.database().value()));
      prepared.setArray(2, array("text", users, user -> user.actor().id()));
      prepared.setArray(3, array("timestamptz", users, OnlineTraces::forgottenAt));
      prepared.setArray(4, array("boolean", users, Forgotten::forGood));
      try (ResultSet row = prepared.executeQuery()) {
        return row.next() ? row.getLong(1) : 0;
      }
    }
  }

  private static String forgottenAt(Forgotten user) {
    return MicrosecondClock.instant(user.forgottenAt()).atOffset(ZoneOffset.UTC).toString();
  }

  private Array array(String type, List<Forgotten> users, Function<Forgotten, Object> value)
      throws SQLException {
    return store.createArrayOf(type, users.stream().map(value).toArray());
  }
}

package io.tastelake.store;

import io.tastelake.domain.identity.Actor;
import java.util.List;

/**
 * What {@code tastes}, {@code inferred_ratings} and {@code taste_vectors} still hold of forgotten
 * users: what was written before the FORGET was accepted, and never what came later. Both times are
 * PostgreSQL's.
 */
public final class ForgottenTastes {

  private static final String GONE =
      """
      WITH gone AS MATERIALIZED (
        SELECT * FROM unnest(:databases::text[], :users::text[], :times::timestamptz[], :for_good::boolean[])
          AS gone(database_id, user_id, forgotten_at, for_good)
      )
      """;

  private static final String STALE =
      GONE
          + """
          , stale AS MATERIALIZED (
            SELECT tastes.database_id, tastes.user_id FROM tastes JOIN gone USING (database_id, user_id)
            WHERE updated_at < gone.forgotten_at FOR UPDATE OF tastes
          )
          """;

  private static final String DELETE =
      STALE
          + """
          , ratings_gone AS (
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

  private static final String LEFT =
      STALE
          + """
          , shown AS (
            SELECT database_id, user_id FROM inferred_ratings
            UNION ALL SELECT database_id, user_id FROM taste_vectors
          )
          SELECT count(*) FROM shown JOIN stale USING (database_id, user_id)
          """;

  private static final String DELETE_TOMBSTONES =
      GONE
          + """
          , tombstones AS (
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

  private final StoreConnection connection;

  public ForgottenTastes(StoreConnection connection) {
    this.connection = connection;
  }

  /** Deletes their ratings and vectors; says how many there were. */
  public long delete(List<ForgottenActor> users) {
    return count(DELETE, users);
  }

  /** How many ratings and vectors of theirs there are. */
  public long left(List<ForgottenActor> users) {
    return count(LEFT, users);
  }

  /**
   * Deletes the empty rows of {@code tastes} of those who are forgotten for good, a day after the
   * last writer that such a row may have to refuse; says how many.
   */
  public long deleteTombstones(List<ForgottenActor> users) {
    return count(DELETE_TOMBSTONES, users);
  }

  private long count(String sql, List<ForgottenActor> actors) {
    List<ForgottenActor> users =
        actors.stream().filter(actor -> actor.actor().kind() == Actor.Kind.USER).toList();
    return connection.query(
        sql,
        query ->
            query
                .bind("databases", ForgottenActor.databases(users))
                .bind("users", ForgottenActor.ids(users))
                .bind("times", ForgottenActor.times(users))
                .bind("for_good", Statements.texts(users, actor -> String.valueOf(actor.forGood())))
                .map((row, context) -> row.getLong(1))
                .one());
  }
}

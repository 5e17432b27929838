package io.tastelake.contracts.store;

/**
 * The statements by which stream and batch write taste. Each is atomic by itself, and none fails
 * because a database was deleted meanwhile: it then does nothing.
 */
public final class TasteStatements {

  /** The next generation: a {@code bigint} above all that were taken before. */
  public static final String NEXT_GENERATION = "SELECT nextval('taste_generations')";

  /**
   * Replaces all that is shown of one user, unless what is there is of a newer state: a pair
   * (generation, revision) that is not smaller applies.
   *
   * <p>Parameters: user id, generation, revision, database id; then the user's inferred ratings as
   * arrays of one length: item ids (text[]), ratings (float8[]), timestamps (float8[]); then the
   * vectors: model ids (text[]), vectors as PostgreSQL spells an array, such as {@code {0.5,-1}}
   * (text[]). Vectors of other models are deleted. Without ratings and vectors a tombstone remains.
   */
  public static final String REPLACE_TASTE =
      """
      WITH owner AS (
        INSERT INTO tastes AS held (user_id, generation, revision, database_id, updated_at)
        SELECT ?, ?, ?, live.id, now()
        FROM (SELECT id FROM databases WHERE id = ? FOR KEY SHARE) AS live
        ON CONFLICT (database_id, user_id) DO UPDATE
        SET generation = EXCLUDED.generation, revision = EXCLUDED.revision, updated_at = EXCLUDED.updated_at
        WHERE (held.generation, held.revision) <= (EXCLUDED.generation, EXCLUDED.revision)
        RETURNING database_id, user_id, generation, revision
      ), rated AS MATERIALIZED (
        SELECT * FROM unnest(?::text[], ?::float8[], ?::float8[]) AS given(item_id, rating, rated_at)
      ), seen AS MATERIALIZED (
        SELECT * FROM unnest(?::text[], ?::text[]) AS given(model_id, vector)
      ), ratings_gone AS (
        DELETE FROM inferred_ratings USING owner
        WHERE inferred_ratings.database_id = owner.database_id
          AND inferred_ratings.user_id = owner.user_id
          AND NOT EXISTS (SELECT FROM rated WHERE rated.item_id = inferred_ratings.item_id)
      ), vectors_gone AS (
        DELETE FROM taste_vectors USING owner
        WHERE taste_vectors.database_id = owner.database_id
          AND taste_vectors.user_id = owner.user_id
          AND NOT EXISTS (SELECT FROM seen WHERE seen.model_id = taste_vectors.model_id)
      ), ratings_there AS (
        INSERT INTO inferred_ratings AS held (database_id, user_id, item_id, rating, rated_at)
        SELECT owner.database_id, owner.user_id, rated.item_id, rated.rating, rated.rated_at
        FROM owner, rated
        ON CONFLICT (database_id, user_id, item_id) DO UPDATE
        SET rating = EXCLUDED.rating, rated_at = EXCLUDED.rated_at
        WHERE (held.rating, held.rated_at) IS DISTINCT FROM (EXCLUDED.rating, EXCLUDED.rated_at)
      )
      INSERT INTO taste_vectors (database_id, user_id, model_id, generation, revision, vector)
      SELECT owner.database_id, owner.user_id, seen.model_id, owner.generation, owner.revision, seen.vector::real[]
      FROM owner, seen
      ON CONFLICT (database_id, user_id, model_id) DO UPDATE
      SET generation = EXCLUDED.generation, revision = EXCLUDED.revision, vector = EXCLUDED.vector
      """;

  /**
   * Replaces the inferred ratings of one user whose pair is still the given one, or who has no row
   * and is given the pair (0, 0). The pair stays; the vectors go, so that readers fold in anew. Who
   * was forgotten since then, or in the minute before, is left alone: the stream may not know yet.
   *
   * <p>Parameters: user id, generation, revision, database id, the moment of comparison
   * (timestamptz); then the user's ratings as arrays of one length: item ids (text[]), ratings
   * (float8[]), timestamps (float8[]). Answers one row: how many users were repaired, 0 or 1.
   */
  public static final String REPAIR_TASTE =
      """
      WITH noted AS (
        SELECT ?::text AS user_id, ?::bigint AS generation, ?::bigint AS revision, ?::text AS database_id,
          ?::timestamptz - interval '1 minute' AS since
      ), owner AS (
        INSERT INTO tastes AS held (user_id, generation, revision, database_id, updated_at)
        SELECT noted.user_id, noted.generation, noted.revision, live.id, now()
        FROM noted, (SELECT id FROM databases WHERE id = (SELECT database_id FROM noted) FOR KEY SHARE) AS live
        WHERE NOT EXISTS (
          SELECT FROM forgets
          WHERE forgets.database_id = noted.database_id AND forgets.kind = 'USER'
            AND forgets.actor_id = noted.user_id AND forgets.forgotten_at >= noted.since)
        ON CONFLICT (database_id, user_id) DO UPDATE SET updated_at = EXCLUDED.updated_at
        WHERE (held.generation, held.revision) = (EXCLUDED.generation, EXCLUDED.revision)
        RETURNING database_id, user_id
      ), rated AS MATERIALIZED (
        SELECT * FROM unnest(?::text[], ?::float8[], ?::float8[]) AS given(item_id, rating, rated_at)
      ), ratings_gone AS (
        DELETE FROM inferred_ratings USING owner
        WHERE inferred_ratings.database_id = owner.database_id
          AND inferred_ratings.user_id = owner.user_id
          AND NOT EXISTS (SELECT FROM rated WHERE rated.item_id = inferred_ratings.item_id)
      ), vectors_gone AS (
        DELETE FROM taste_vectors USING owner
        WHERE taste_vectors.database_id = owner.database_id AND taste_vectors.user_id = owner.user_id
      ), ratings_there AS (
        INSERT INTO inferred_ratings AS held (database_id, user_id, item_id, rating, rated_at)
        SELECT owner.database_id, owner.user_id, rated.item_id, rated.rating, rated.rated_at
        FROM owner, rated
        ON CONFLICT (database_id, user_id, item_id) DO UPDATE
        SET rating = EXCLUDED.rating, rated_at = EXCLUDED.rated_at
        WHERE (held.rating, held.rated_at) IS DISTINCT FROM (EXCLUDED.rating, EXCLUDED.rated_at)
      )
      SELECT count(*) FROM owner
      """;

  /**
   * Writes the vectors of one model for users whose pair is still the given one; whoever changed
   * meanwhile has a newer vector or none, and its reader folds in.
   *
   * <p>Parameters: model id, then arrays of one length: user ids (text[]), generations (bigint[]),
   * revisions (bigint[]), vectors as PostgreSQL spells an array (text[]); then the database id.
   */
  public static final String PUBLISH_VECTORS =
      """
      INSERT INTO taste_vectors (database_id, user_id, model_id, generation, revision, vector)
      SELECT tastes.database_id, tastes.user_id, ?, tastes.generation, tastes.revision, given.vector::real[]
      FROM unnest(?::text[], ?::bigint[], ?::bigint[], ?::text[])
        AS given(user_id, generation, revision, vector)
      JOIN tastes USING (user_id, generation, revision)
      WHERE tastes.database_id = ?
      ON CONFLICT (database_id, user_id, model_id) DO UPDATE
      SET generation = EXCLUDED.generation, revision = EXCLUDED.revision, vector = EXCLUDED.vector
      WHERE (taste_vectors.generation, taste_vectors.revision) <= (EXCLUDED.generation, EXCLUDED.revision)
      """;

  private TasteStatements() {}

  /** A vector as PostgreSQL spells an array: what the statements take. */
  public static String spelled(float[] vector) {
    StringBuilder text = new StringBuilder(12 * vector.length + 2).append('{');
    for (int i = 0; i < vector.length; i++) {
      text.append(i == 0 ? "" : ",").append(vector[i]);
    }
    return text.append('}').toString();
  }
}

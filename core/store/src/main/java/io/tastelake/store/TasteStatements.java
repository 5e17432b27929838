package io.tastelake.store;

/**
 * The statements by which stream and batch write taste. Each is atomic by itself, and none fails
 * because a database was deleted meanwhile: it then does nothing.
 */
public final class TasteStatements {

  /** The next generation: a {@code bigint} above all that were taken before. */
  public static final String NEXT_GENERATION = "SELECT nextval('taste_generations')";

  /**
   * Replaces all that is shown of one user, unless what is there is of a newer state: a pair
   * (generation, revision) that is not smaller applies. Whoever was forgotten later than the writer
   * knows is shown with nothing.
   *
   * <p>Parameters: user id, generation, revision, database id, when the newest FORGET that the
   * writer knows was decided (timestamptz); then the user's inferred ratings as arrays of one
   * length: item ids (text[]), ratings (float8[]), timestamps (float8[]); then the vectors: model
   * ids (text[]), vectors as PostgreSQL spells an array, such as {@code {0.5,-1}} (text[]). Vectors
   * of other models are deleted. Without ratings and vectors a tombstone remains.
   */
  public static final String REPLACE_TASTE = "CALL replace_taste(?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

  /**
   * Replaces the inferred ratings of one user whose pair is still the given one, or who has no row
   * and is given the pair (0, 0). The pair stays; the vectors go, so that readers fold in anew. Who
   * was forgotten since then, or in the minute before, is left alone: the stream may not know yet.
   *
   * <p>Parameters: user id, generation, revision, database id, the moment of comparison
   * (timestamptz); then the user's ratings as arrays of one length: item ids (text[]), ratings
   * (float8[]), timestamps (float8[]). Answers one row: whether the user was repaired.
   */
  public static final String REPAIR_TASTE = "SELECT repair_taste(?, ?, ?, ?, ?, ?, ?, ?)";

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

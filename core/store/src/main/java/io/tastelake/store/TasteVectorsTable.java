package io.tastelake.store;

import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.domain.identity.ItemId;
import io.tastelake.domain.identity.UserId;
import io.tastelake.domain.taste.Revision;
import java.util.Iterator;
import java.util.List;

/** The table {@code taste_vectors}: users' vectors in the terms of models. */
public final class TasteVectorsTable {

  private final StoreConnection connection;

  public TasteVectorsTable(StoreConnection connection) {
    this.connection = connection;
  }

  /**
   * A vector.
   *
   * @param state the user's state that it follows from
   * @param vector not to be changed
   */
  @SuppressWarnings("ArrayRecordComponent") // it is never compared
  public record Row(UserId user, Revision state, float[] vector) {}

  /** A vector that readers are served, and the ratings that they are shown. */
  public record Served(UserRatings shown, List<Float> vector) {}

  private record ServedRow(UserRatings.Row rating, List<Float> vector) {}

  /**
   * Writes the vectors of one model for users whose state is still the given one; whoever changed
   * meanwhile has a newer vector or none, and its reader folds in. Says how many were written; if
   * the database was deleted meanwhile, none.
   */
  public int publish(DatabaseId database, String model, List<Row> vectors) {
    JoinedVectors joined = JoinedVectors.of(vectors.stream().map(Row::vector).toList());
    return connection.update(
        """
        INSERT INTO taste_vectors (database_id, user_id, model_id, generation, revision, vector)
        SELECT tastes.database_id, tastes.user_id, :model, tastes.generation, tastes.revision,
          (:numbers::real[])[given.first : given.last]
        FROM unnest(:users::text[], :generations::bigint[], :revisions::bigint[], :firsts::int[], :lasts::int[])
          AS given(user_id, generation, revision, first, last)
        JOIN tastes USING (user_id, generation, revision)
        WHERE tastes.database_id = :database
        ON CONFLICT (database_id, user_id, model_id) DO UPDATE
        SET generation = EXCLUDED.generation, revision = EXCLUDED.revision, vector = EXCLUDED.vector
        WHERE (taste_vectors.generation, taste_vectors.revision)
          <= (EXCLUDED.generation, EXCLUDED.revision)
        """,
        update ->
            update
                .bind("model", model)
                .bind("users", Statements.texts(vectors, row -> row.user().value()))
                .bind(
                    "generations",
                    (Object)
                        vectors.stream().map(row -> row.state().generation()).toArray(Long[]::new))
                .bind(
                    "revisions",
                    (Object) vectors.stream().map(row -> row.state().number()).toArray(Long[]::new))
                .bind("numbers", joined.numbers())
                .bind("firsts", joined.firsts())
                .bind("lasts", joined.lasts())
                .bind("database", database));
  }

  /** The vectors of a model that are up to date, user by user, through a cursor. */
  public Iterator<Served> served(DatabaseId database, String model) {
    return UserRatings.byUser(
        connection.cursor(
            """
            SELECT user_id, vector, item_id, rating, rated_at, generation, revision
            FROM taste_vectors JOIN tastes USING (database_id, user_id, generation, revision)
            JOIN shown_ratings USING (database_id, user_id)
            WHERE database_id = :database AND model_id = :model
            ORDER BY user_id
            """,
            query -> query.bind("database", database).bind("model", model),
            (row, context) ->
                new ServedRow(
                    UserRatings.Row.read(row, context),
                    List.of((Float[]) row.getArray("vector").getArray()))),
        ServedRow::rating,
        (first, ratings) -> new Served(ratings, first.vector()));
  }

  /** Whether the current model's vector of a user takes in a rating of the item. */
  public boolean takesIn(DatabaseId database, UserId user, ItemId item) {
    return connection.query(
        """
        SELECT EXISTS (
          SELECT FROM inferred_ratings
          JOIN tastes USING (database_id, user_id)
          JOIN taste_vectors USING (database_id, user_id, generation, revision)
          JOIN current_models USING (database_id, model_id)
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

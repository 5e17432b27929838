package io.tastelake.store;

import io.tastelake.store.TasteChanges.OfItem;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Statements on {@code inferred_ratings} and {@code taste_vectors}, each for many users whose rows
 * of {@code tastes} the caller has locked. Numbers travel as the store keeps them, not as text.
 */
final class TasteStatements {

  /** Makes the given ratings those of the users, and touches what differs. */
  private static final String COMPARE_RATINGS =
      """
      WITH whose AS MATERIALIZED (
        SELECT * FROM unnest(?::text[], ?::text[]) WITH ORDINALITY AS whose(database_id, user_id, number)
      ), held AS MATERIALIZED (
        SELECT number, item_id, rating, rated_at
        FROM whose JOIN inferred_ratings USING (database_id, user_id)
      ), changed AS MATERIALIZED (
        SELECT number, item_id, shown.rating, shown.rated_at
        FROM held FULL JOIN unnest(?::bigint[], ?::text[], ?::float8[], ?::float8[])
          AS shown(number, item_id, rating, rated_at) USING (number, item_id)
        WHERE (held.rating, held.rated_at) IS DISTINCT FROM (shown.rating, shown.rated_at)
      ), gone AS (
        DELETE FROM inferred_ratings USING changed JOIN whose USING (number)
        WHERE changed.rating IS NULL
          AND inferred_ratings.database_id = whose.database_id
          AND inferred_ratings.user_id = whose.user_id
          AND inferred_ratings.item_id = changed.item_id
      )
      INSERT INTO inferred_ratings (database_id, user_id, item_id, rating, rated_at)
      SELECT database_id, user_id, item_id, rating, rated_at
      FROM changed JOIN whose USING (number) WHERE rating IS NOT NULL
      ON CONFLICT (database_id, user_id, item_id) DO UPDATE
      SET rating = EXCLUDED.rating, rated_at = EXCLUDED.rated_at
      """;

  private static final String PUT_RATINGS =
      """
      INSERT INTO inferred_ratings (database_id, user_id, item_id, rating, rated_at)
      SELECT * FROM unnest(?::text[], ?::text[], ?::text[], ?::float8[], ?::float8[])
      ON CONFLICT (database_id, user_id, item_id) DO UPDATE
      SET rating = EXCLUDED.rating, rated_at = EXCLUDED.rated_at
      """;

  private static final String DELETE_RATINGS =
      """
      DELETE FROM inferred_ratings
      USING unnest(?::text[], ?::text[], ?::text[]) AS gone(database_id, user_id, item_id)
      WHERE inferred_ratings.database_id = gone.database_id
        AND inferred_ratings.user_id = gone.user_id
        AND inferred_ratings.item_id = gone.item_id
      """;

  private static final String DELETE_OTHER_VECTORS =
      """
      DELETE FROM taste_vectors
      USING unnest(?::text[], ?::text[]) AS whose(database_id, user_id)
      WHERE taste_vectors.database_id = whose.database_id
        AND taste_vectors.user_id = whose.user_id
        AND NOT EXISTS (
          SELECT FROM unnest(?::text[], ?::text[], ?::text[]) AS kept(database_id, user_id, model_id)
          WHERE kept.database_id = taste_vectors.database_id
            AND kept.user_id = taste_vectors.user_id
            AND kept.model_id = taste_vectors.model_id)
      """;

  /** All numbers come in one array, of which each vector is a part. */
  private static final String PUT_VECTORS =
      """
      INSERT INTO taste_vectors (database_id, user_id, model_id, generation, revision, vector)
      SELECT database_id, user_id, model_id, generation, revision, (?::real[])[first:last]
      FROM unnest(?::text[], ?::text[], ?::text[], ?::bigint[], ?::bigint[], ?::int[], ?::int[])
        AS given(database_id, user_id, model_id, generation, revision, first, last)
      ON CONFLICT (database_id, user_id, model_id) DO UPDATE
      SET generation = EXCLUDED.generation, revision = EXCLUDED.revision, vector = EXCLUDED.vector
      """;

  private final Connection connection;

  TasteStatements(Connection connection) {
    this.connection = connection;
  }

  static String[] databases(List<TasteReplacement> users) {
    return Statements.texts(users, user -> user.database().value());
  }

  static String[] users(List<TasteReplacement> users) {
    return Statements.texts(users, user -> user.user().value());
  }

  /** Makes the ratings of these users what they are to be, whatever they are. */
  void compareRatings(List<TasteReplacement> users) throws SQLException {
    List<OfItem> ratings = new ArrayList<>();
    long[] numbers = new long[users.stream().mapToInt(user -> user.ratings().size()).sum()];
    for (int number = 0; number < users.size(); number++) {
      TasteReplacement user = users.get(number);
      Arrays.fill(numbers, ratings.size(), ratings.size() + user.ratings().size(), number + 1);
      user.ratings().forEach((item, rating) -> ratings.add(new OfItem(user, item, rating)));
    }
    run(
        COMPARE_RATINGS,
        users,
        databases(users),
        users(users),
        numbers,
        items(ratings),
        values(ratings),
        times(ratings));
  }

  void putRatings(List<OfItem> ratings) throws SQLException {
    run(
        PUT_RATINGS,
        ratings,
        databasesOf(ratings),
        usersOf(ratings),
        items(ratings),
        values(ratings),
        times(ratings));
  }

  void deleteRatings(List<OfItem> gone) throws SQLException {
    run(DELETE_RATINGS, gone, databasesOf(gone), usersOf(gone), items(gone));
  }

  private static String[] databasesOf(List<OfItem> ratings) {
    return Statements.texts(ratings, rating -> rating.user().database().value());
  }

  private static String[] usersOf(List<OfItem> ratings) {
    return Statements.texts(ratings, rating -> rating.user().user().value());
  }

  private static String[] items(List<OfItem> ratings) {
    return Statements.texts(ratings, rating -> rating.item().value());
  }

  private static double[] values(List<OfItem> ratings) {
    return ratings.stream().mapToDouble(rating -> rating.rating().value()).toArray();
  }

  private static double[] times(List<OfItem> ratings) {
    return ratings.stream().mapToDouble(rating -> rating.rating().timestamp()).toArray();
  }

  @SuppressWarnings("ArrayRecordComponent") // it is never compared
  private record OfModel(TasteReplacement user, String model, float[] vector) {}

  private static List<OfModel> vectors(List<TasteReplacement> users) {
    List<OfModel> vectors = new ArrayList<>();
    for (TasteReplacement user : users) {
      for (Map.Entry<String, float[]> vector : user.vectors().entrySet()) {
        vectors.add(new OfModel(user, vector.getKey(), vector.getValue()));
      }
    }
    return vectors;
  }

  private static String[] texts(List<OfModel> vectors, Function<OfModel, String> text) {
    return Statements.texts(vectors, text);
  }

  void deleteOtherVectors(List<TasteReplacement> users) throws SQLException {
    List<OfModel> kept = vectors(users);
    run(
        DELETE_OTHER_VECTORS,
        users,
        databases(users),
        users(users),
        texts(kept, vector -> vector.user().database().value()),
        texts(kept, vector -> vector.user().user().value()),
        texts(kept, OfModel::model));
  }

  void putVectors(List<TasteReplacement> users) throws SQLException {
    List<OfModel> vectors = vectors(users);
    JoinedVectors joined = JoinedVectors.of(vectors.stream().map(OfModel::vector).toList());
    run(
        PUT_VECTORS,
        vectors,
        joined.numbers(),
        texts(vectors, vector -> vector.user().database().value()),
        texts(vectors, vector -> vector.user().user().value()),
        texts(vectors, OfModel::model),
        vectors.stream().mapToLong(vector -> vector.user().revision().generation()).toArray(),
        vectors.stream().mapToLong(vector -> vector.user().revision().number()).toArray(),
        joined.firsts(),
        joined.lasts());
  }

  private void run(String sql, List<?> rows, Object... arrays) throws SQLException {
    if (rows.isEmpty()) {
      return;
    }
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < arrays.length; i++) {
        statement.setObject(i + 1, arrays[i]);
      }
      int unused = statement.executeUpdate();
    }
  }
}

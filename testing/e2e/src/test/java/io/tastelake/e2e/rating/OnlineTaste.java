package io.tastelake.e2e.rating;

import static org.assertj.core.api.Assertions.assertThat;

import io.tastelake.e2e.kit.SharedSystem;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** What the online store holds of one database's tastes, looked at and spoilt past all jobs. */
record OnlineTaste(SharedSystem system, String database) {

  private static final String SERVED =
      """
      FROM taste_vectors JOIN current_models USING (database_id, model_id)
      JOIN tastes USING (database_id, user_id, generation, revision)
      WHERE database_id = ?
      """;

  private static final String REVISION =
      "SELECT coalesce(max(revision), -1) " + SERVED + " AND user_id = ?";

  private static final String SOMEBODY_ELSE =
      "SELECT min(user_id) " + SERVED + " AND user_id <> ? AND 0::real <> ANY (vector)";

  private static final String SPOIL_RATING =
      "UPDATE inferred_ratings SET rating = 11 - rating WHERE database_id = ? AND user_id = ?";

  private static final String SPOIL_VECTOR =
      """
      UPDATE taste_vectors SET vector = (SELECT array_agg(-number) FROM unnest(vector) AS number)
      WHERE database_id = ? AND user_id = ?
        AND model_id = (SELECT model_id FROM current_models WHERE database_id = taste_vectors.database_id)
      """;

  /** Of which state of the user a vector of the current model is served; -1 if none is. */
  long revision(String user) throws SQLException {
    return Long.parseLong(value(REVISION, user));
  }

  /** Some other user with a vector that is served and points anywhere. */
  String somebodyElseThan(String user) throws SQLException {
    return value(SOMEBODY_ELSE, user);
  }

  /** Turns the one inferred rating of a user round. */
  void spoilRating(String user) throws SQLException {
    spoil(SPOIL_RATING, user);
  }

  /** Turns the vector that is served of a user round. */
  void spoilVector(String user) throws SQLException {
    spoil(SPOIL_VECTOR, user);
  }

  private void spoil(String update, String user) throws SQLException {
    try (Connection store = system.store();
        PreparedStatement statement = store.prepareStatement(update)) {
      statement.setString(1, database);
      statement.setString(2, user);
      assertThat(statement.executeUpdate()).isOne();
    }
  }

  private String value(String query, String user) throws SQLException {
    try (Connection store = system.store();
        PreparedStatement statement = store.prepareStatement(query)) {
      statement.setString(1, database);
      statement.setString(2, user);
      try (ResultSet row = statement.executeQuery()) {
        assertThat(row.next()).isTrue();
        return row.getString(1);
      }
    }
  }
}

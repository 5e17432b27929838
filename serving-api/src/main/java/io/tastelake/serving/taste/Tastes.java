package io.tastelake.serving.taste;

import io.tastelake.contracts.log.MicrosecondClock;
import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.domain.identity.UserId;
import io.tastelake.serving.decision.Decision;
import io.tastelake.serving.http.ApiException;
import io.tastelake.serving.rating.Ratings;
import io.tastelake.serving.store.OnlineStore;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Optional;

/**
 * The tastes of users in the terms of the current model. A vector counts only if it was made from
 * what is shown of the user now, as its pair of generation and revision says; where there is none,
 * the user's ratings are folded into the same model's item factors. Thread-safe.
 */
public final class Tastes {

  private static final double MILLIS = 1e3;

  /**
   * One statement sees one state: the current model, and its vector if it is of the user's pair.
   */
  static final String CURRENT =
      """
      SELECT models.model_id, rank, alpha, lambda, vector, extract(epoch FROM updated_at) AS seconds
      FROM current_models JOIN models USING (database_id, model_id)
      LEFT JOIN (
        SELECT model_id, vector, updated_at
        FROM tastes JOIN taste_vectors USING (database_id, user_id, generation, revision)
        WHERE database_id = ? AND user_id = ?) AS own USING (model_id)
      WHERE current_models.database_id = ?
      """;

  private final OnlineStore store;
  private final Models models;
  private final Ratings ratings;
  private final Clock clock;

  public Tastes(OnlineStore store, Models models, Ratings ratings, Clock clock) {
    this.store = store;
    this.models = models;
    this.ratings = ratings;
    this.clock = clock;
  }

  /** A model, and what is stored of the user in its terms. */
  private record Stored(Model model, Optional<Taste> taste) {}

  /**
   * The taste of a user; zero for one who is unknown.
   *
   * @throws ApiException {@code DATABASE_NOT_READY} before the first model
   */
  Taste of(DatabaseId database, UserId user) {
    Stored stored =
        store
            .first(
                CURRENT,
                row -> read(database, row),
                database.value(),
                user.value(),
                database.value())
            .orElseThrow(Models::notReady);
    return stored.taste().orElseGet(() -> foldedIn(stored.model(), user));
  }

  private Taste foldedIn(Model model, UserId user) {
    double now = clock.millis() / MILLIS;
    TasteVector vector = models.load(model).vector(ratings.byItem(model.database(), user));
    return new Taste(model, vector, now);
  }

  private static Stored read(DatabaseId database, ResultSet row) throws SQLException {
    Model model = Model.read(database, row);
    if (row.getArray("vector") == null) {
      return new Stored(model, Optional.empty());
    }
    Float[] numbers = (Float[]) row.getArray("vector").getArray();
    float[] vector = new float[numbers.length];
    for (int i = 0; i < vector.length; i++) {
      vector[i] = numbers[i];
    }
    return new Stored(
        model, Optional.of(new Taste(model, new TasteVector(vector), row.getDouble("seconds"))));
  }

  /**
   * Waits for who writes of these users, and lets none of them write until the decision is made.
   */
  public static void lock(Decision decision, DatabaseId database, Collection<UserId> users) {
    var unused =
        decision
            .store()
            .list(
                """
                SELECT user_id FROM tastes WHERE database_id = ? AND user_id = ANY (?::text[])
                ORDER BY user_id FOR UPDATE
                """,
                row -> row.getString(1),
                database.value(),
                ids(users));
  }

  /**
   * Deletes the inferred ratings and vectors of users here, within a decision about these users;
   * says nothing to the log. The users' rows stay, so that nobody writes what is of before this.
   *
   * @param forgottenAt when that was decided, Unix microseconds
   */
  public static void forget(
      Decision decision, DatabaseId database, Collection<UserId> users, long forgottenAt) {
    decision
        .store()
        .change(
            """
            INSERT INTO tastes AS held (database_id, user_id, generation, revision, updated_at, forgotten_at)
            SELECT ?, user_id, 0, 0, forgotten_at, forgotten_at
            FROM unnest(?::text[]) AS user_id, (SELECT ?::timestamptz) AS decided(forgotten_at)
            ORDER BY user_id
            ON CONFLICT (database_id, user_id) DO UPDATE SET forgotten_at = EXCLUDED.forgotten_at
            """,
            database.value(),
            ids(users),
            MicrosecondClock.instant(forgottenAt).atOffset(ZoneOffset.UTC));
    for (String table : new String[] {"inferred_ratings", "taste_vectors"}) {
      decision
          .store()
          .change(
              "DELETE FROM " + table + " WHERE database_id = ? AND user_id = ANY (?::text[])",
              database.value(),
              ids(users));
    }
  }

  private static String[] ids(Collection<UserId> users) {
    return users.stream().map(UserId::value).toArray(String[]::new);
  }
}

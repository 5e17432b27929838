package io.tastelake.store;

import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.domain.identity.UserId;
import io.tastelake.domain.rating.Rating;
import io.tastelake.domain.taste.Centre;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.statement.StatementContext;

/** The tables {@code models} and {@code current_models}, which names one of each database. */
public final class ModelTable {

  private final StoreConnection connection;

  public ModelTable(StoreConnection connection) {
    this.connection = connection;
  }

  /**
   * The databases that have parameters, no current model, and enough ratings for one.
   *
   * @param likes so many ratings above 5.5 are enough,
   * @param ratings or so many of any value
   */
  public List<DatabaseId> withoutModel(long likes, long ratings) {
    return connection.query(
        """
        SELECT database_id FROM implicit_to_explicit_parameters
        WHERE NOT EXISTS (
            SELECT FROM current_models
            WHERE current_models.database_id = implicit_to_explicit_parameters.database_id)
          AND (
            :likes = (
              SELECT count(*) FROM (
                SELECT FROM shown_ratings
                WHERE shown_ratings.database_id = implicit_to_explicit_parameters.database_id
                  AND rating > :neutral
                LIMIT :likes) AS liked)
            OR :ratings = (
              SELECT count(*) FROM (
                SELECT FROM shown_ratings
                WHERE shown_ratings.database_id = implicit_to_explicit_parameters.database_id
                LIMIT :ratings) AS rated))
        ORDER BY database_id
        """,
        query ->
            query
                .bind("neutral", Rating.NEUTRAL)
                .bind("likes", likes)
                .bind("ratings", ratings)
                .map((row, context) -> new DatabaseId(row.getString(1)))
                .list());
  }

  /**
   * A model as a reader needs it.
   *
   * @param id unique across databases
   * @param rank how many factors each item has
   * @param alpha how much confidence grows with a rating's distance from the centre
   * @param lambda the regularization
   */
  public record Row(
      DatabaseId database, String id, int rank, double alpha, double lambda, Centre centre) {}

  /**
   * A model with what training notes of it.
   *
   * @param trainedFrom the name of the content that it was trained from
   */
  public record Trained(
      Row model, int iterations, long seed, String trainedFrom, Instant trainedAt) {}

  /** A model among those of its database. */
  public record Listed(Trained trained, boolean current) {}

  /** A user's vector in the terms of a model. */
  public static final class Vector {

    private final float[] numbers;
    private final Instant updatedAt;

    Vector(float[] numbers, Instant updatedAt) {
      this.numbers = numbers;
      this.updatedAt = updatedAt;
    }

    /** As many as the model's rank. */
    public float[] numbers() {
      return numbers;
    }

    /** When what is shown of the user changed last. */
    public Instant updatedAt() {
      return updatedAt;
    }
  }

  /** The current model, and its vector of a user if it is of what is shown of the user now. */
  public record Current(Row model, Optional<Vector> vector) {}

  /** Whether a database has a current model. */
  public boolean hasCurrent(DatabaseId database) {
    return connection.query(
        "SELECT EXISTS (SELECT FROM current_models WHERE database_id = :database)",
        query -> query.bind("database", database).map((row, context) -> row.getBoolean(1)).one());
  }

  /** The model that a database goes by now. */
  public Optional<Row> current(DatabaseId database) {
    return connection.query(
        """
        SELECT current_models.database_id, models.model_id, rank, alpha, lambda, centre
        FROM current_models JOIN models USING (database_id, model_id)
        WHERE current_models.database_id = :database
        """,
        query -> query.bind("database", database).map(ModelTable::read).findFirst());
  }

  /** The current model, and a user's vector: one statement, so both are of one state. */
  public Optional<Current> current(DatabaseId database, UserId user) {
    return connection.query(
        """
        SELECT current_models.database_id, models.model_id, rank, alpha, lambda, centre, vector,
          updated_at
        FROM current_models JOIN models USING (database_id, model_id)
        LEFT JOIN (
          SELECT model_id, vector, updated_at
          FROM tastes JOIN taste_vectors USING (database_id, user_id, generation, revision)
          WHERE database_id = :database AND user_id = :user) AS own USING (model_id)
        WHERE current_models.database_id = :database
        """,
        query ->
            query
                .bind("database", database)
                .bind("user", user)
                .map(
                    (row, context) ->
                        new Current(read(row, context), Optional.ofNullable(vector(row))))
                .findFirst());
  }

  /** Of each database the current model and those trained after it, in an order that stays. */
  public List<Row> currentAndNewer() {
    return connection.query(
        """
        SELECT models.database_id, models.model_id, models.rank, models.alpha, models.lambda,
          models.centre
        FROM models
        LEFT JOIN current_models ON current_models.database_id = models.database_id
        LEFT JOIN models AS current
          ON current.database_id = current_models.database_id
          AND current.model_id = current_models.model_id
        WHERE current.model_id IS NULL OR models.trained_at >= current.trained_at
        ORDER BY models.database_id, models.model_id
        """,
        query -> query.map(ModelTable::read).list());
  }

  /** The models of a database, the one that was trained last first. */
  public List<Listed> newestFirst(DatabaseId database) {
    return connection.query(
        """
        SELECT database_id, model_id, rank, iterations, alpha, lambda, centre, seed, trained_from, trained_at,
          model_id = (SELECT model_id FROM current_models WHERE database_id = models.database_id)
            IS TRUE AS current
        FROM models WHERE database_id = :database ORDER BY trained_at DESC, model_id DESC
        """,
        query ->
            query
                .bind("database", database)
                .map((row, context) -> new Listed(trained(row, context), row.getBoolean("current")))
                .list());
  }

  private static Trained trained(ResultSet row, StatementContext context) throws SQLException {
    return new Trained(
        read(row, context),
        row.getInt("iterations"),
        row.getLong("seed"),
        row.getString("trained_from"),
        row.getObject("trained_at", OffsetDateTime.class).toInstant());
  }

  /** Names a model that is not current yet; of a database that is gone nothing is named. */
  public void stage(Trained trained) {
    int unused =
        connection.update(
            """
            INSERT INTO models (database_id, model_id, rank, alpha, lambda, centre, trained_at,
                                iterations, seed, trained_from)
            SELECT id, :model, :rank, :alpha, :lambda, :centre, :trained_at, :iterations, :seed,
              :trained_from
            FROM databases WHERE id = :database
            """,
            update ->
                update
                    .bind("database", trained.model().database())
                    .bind("model", trained.model().id())
                    .bind("rank", trained.model().rank())
                    .bind("alpha", trained.model().alpha())
                    .bind("lambda", trained.model().lambda())
                    .bind("centre", trained.model().centre().value())
                    .bind("trained_at", trained.trainedAt())
                    .bind("iterations", trained.iterations())
                    .bind("seed", trained.seed())
                    .bind("trained_from", trained.trainedFrom()));
  }

  /** Makes a model that is named the current one, for all readers at once. */
  public void publish(DatabaseId database, String model) {
    int unused =
        connection.update(
            """
            INSERT INTO current_models (database_id, model_id, published_at)
            SELECT database_id, model_id, now() FROM models
            WHERE database_id = :database AND model_id = :model
            ON CONFLICT (database_id) DO UPDATE
            SET model_id = EXCLUDED.model_id, published_at = EXCLUDED.published_at
            """,
            update -> update.bind("database", database).bind("model", model));
  }

  /** Deletes a model's row; its vectors stay until {@link #deleteVectorsOfOthers}. */
  public void delete(DatabaseId database, String model) {
    int unused =
        connection.update(
            "DELETE FROM models WHERE database_id = :database AND model_id = :model",
            update -> update.bind("database", database).bind("model", model));
  }

  /** Deletes all vectors of a database whose models have no row. */
  public void deleteVectorsOfOthers(DatabaseId database) {
    int unused =
        connection.update(
            """
            DELETE FROM taste_vectors WHERE database_id = :database AND model_id NOT IN (
              SELECT model_id FROM models WHERE database_id = :database)
            """,
            update -> update.bind("database", database));
  }

  private static Vector vector(ResultSet row) throws SQLException {
    if (row.getArray("vector") == null) {
      return null;
    }
    Float[] numbers = (Float[]) row.getArray("vector").getArray();
    float[] vector = new float[numbers.length];
    for (int i = 0; i < vector.length; i++) {
      vector[i] = numbers[i];
    }
    return new Vector(vector, row.getObject("updated_at", OffsetDateTime.class).toInstant());
  }

  private static Row read(ResultSet row, StatementContext context) throws SQLException {
    return new Row(
        new DatabaseId(row.getString("database_id")),
        row.getString("model_id"),
        row.getInt("rank"),
        row.getDouble("alpha"),
        row.getDouble("lambda"),
        new Centre(row.getDouble("centre")));
  }
}

package io.tastelake.store;

import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.domain.identity.UserId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.jdbi.v3.core.statement.StatementContext;

/** The tables {@code models} and {@code current_models}, which names one of each database. */
public final class ModelTable {

  private final StoreConnection connection;

  public ModelTable(StoreConnection connection) {
    this.connection = connection;
  }

  /**
   * A model as a reader needs it.
   *
   * @param id unique across databases
   * @param rank how many factors each item has
   * @param alpha how much confidence grows with a rating's distance from neutral
   * @param lambda the regularization
   */
  public record Row(DatabaseId database, String id, int rank, double alpha, double lambda) {}

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
        SELECT current_models.database_id, models.model_id, rank, alpha, lambda
        FROM current_models JOIN models USING (database_id, model_id)
        WHERE current_models.database_id = :database
        """,
        query -> query.bind("database", database).map(ModelTable::read).findFirst());
  }

  /** The current model, and a user's vector: one statement, so both are of one state. */
  public Optional<Current> current(DatabaseId database, UserId user) {
    return connection.query(
        """
        SELECT current_models.database_id, models.model_id, rank, alpha, lambda, vector, updated_at
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
        row.getDouble("lambda"));
  }
}

package io.tastelake.batch.taste;

import io.tastelake.batch.maintenance.HeldLock;
import io.tastelake.batch.store.StoreAccess;
import io.tastelake.batch.store.StoreException;
import io.tastelake.domain.identity.DatabaseId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The models that the online store names. */
final class ModelStore {

  private static final String STAGE =
      """
      INSERT INTO models (database_id, model_id, rank, alpha, lambda, trained_at, iterations, seed, trained_from)
      SELECT id, ?, ?, ?, ?, ?, ?, ?, ? FROM databases WHERE id = ?
      """;

  private static final String PUBLISH =
      """
      INSERT INTO current_models (database_id, model_id, published_at)
      SELECT database_id, model_id, now() FROM models WHERE database_id = ? AND model_id = ?
      ON CONFLICT (database_id) DO UPDATE
      SET model_id = EXCLUDED.model_id, published_at = EXCLUDED.published_at
      """;

  private static final String NEWEST_FIRST =
      """
      SELECT model_id, rank, iterations, alpha, lambda, seed, trained_from, trained_at,
        model_id = (SELECT model_id FROM current_models WHERE database_id = models.database_id)
      FROM models WHERE database_id = ? ORDER BY trained_at DESC, model_id DESC
      """;

  private static final String DELETE_VECTORS =
      """
      DELETE FROM taste_vectors WHERE database_id = ? AND model_id NOT IN (
        SELECT model_id FROM models WHERE database_id = ?)
      """;

  private final StoreAccess store;

  ModelStore(StoreAccess store) {
    this.store = store;
  }

  /**
   * The models of a database.
   *
   * @param staged those never published, which a run left behind that was killed
   * @param published the current one first, then those before it
   */
  record Models(List<Model> staged, List<Model> published) {

    Optional<Model> current() {
      return published.stream().findFirst();
    }
  }

  /** All databases, by id. */
  List<DatabaseId> databases() {
    return query("SELECT id FROM databases ORDER BY id", row -> new DatabaseId(row.getString(1)));
  }

  /** The models of {@code database}. */
  Models of(DatabaseId database) {
    List<Model> staged = new ArrayList<>();
    List<Model> published = new ArrayList<>();
    query(
        NEWEST_FIRST,
        row -> {
          boolean reached = !published.isEmpty() || row.getBoolean(9);
          return (reached ? published : staged).add(model(database, row));
        },
        database.value());
    return new Models(staged, published);
  }

  private static Model model(DatabaseId database, ResultSet row) throws SQLException {
    AlsSettings als =
        new AlsSettings(
            row.getInt(2), row.getInt(3), row.getDouble(4), row.getDouble(5), row.getLong(6));
    return new Model(
        database,
        UUID.fromString(row.getString(1)),
        als,
        row.getString(7),
        row.getObject(8, OffsetDateTime.class).toInstant());
  }

  /** Names a model whose factors lie in the lake; it is not current yet. */
  void stage(Model model, HeldLock held) {
    held.require();
    AlsSettings als = model.als();
    update(
        STAGE,
        model.id().toString(),
        als.rank(),
        als.alpha(),
        als.lambda(),
        model.trainedAt().atOffset(ZoneOffset.UTC),
        als.iterations(),
        als.seed(),
        model.trainedFrom(),
        model.database().value());
  }

  /** Makes a staged model the current one, for all readers at once. */
  void publish(Model model, HeldLock held) {
    held.require();
    update(PUBLISH, model.database().value(), model.id().toString());
  }

  /** Forgets models, and all vectors of models that are not named. */
  void delete(DatabaseId database, List<Model> models, HeldLock held) {
    held.require();
    for (Model model : models) {
      update(
          "DELETE FROM models WHERE database_id = ? AND model_id = ?",
          database.value(),
          model.id().toString());
    }
    update(DELETE_VECTORS, database.value(), database.value());
  }

  private interface RowReader<T> {
    T read(ResultSet row) throws SQLException;
  }

  private <T> List<T> query(String sql, RowReader<T> reader, Object... parameters) {
    try (Connection connection = store.connect();
        PreparedStatement statement = prepared(connection, sql, parameters);
        ResultSet rows = statement.executeQuery()) {
      List<T> all = new ArrayList<>();
      while (rows.next()) {
        all.add(reader.read(rows));
      }
      return all;
    } catch (SQLException e) {
      throw new StoreException("reading models", e);
    }
  }

  private void update(String sql, Object... parameters) {
    try (Connection connection = store.connect();
        PreparedStatement statement = prepared(connection, sql, parameters)) {
      statement.executeUpdate();
    } catch (SQLException e) {
      throw new StoreException("writing models", e);
    }
  }

  private static PreparedStatement prepared(Connection connection, String sql, Object... parameters)
      throws SQLException {
    PreparedStatement statement = connection.prepareStatement(sql);
    for (int i = 0; i < parameters.length; i++) {
      statement.setObject(i + 1, parameters[i]);
    }
    return statement;
  }
}

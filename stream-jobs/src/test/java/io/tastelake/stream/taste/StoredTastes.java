package io.tastelake.stream.taste;

import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.domain.identity.ItemId;
import io.tastelake.domain.identity.UserId;
import io.tastelake.domain.rating.ImplicitToExplicitParameters;
import io.tastelake.domain.rating.Rating;
import io.tastelake.domain.taste.Revision;
import io.tastelake.store.ParametersJson;
import io.tastelake.store.TestStore;
import io.tastelake.stream.store.ModelSettings;
import io.tastelake.stream.store.StoreAccess;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** A real online store: databases, their parameters and models, and what it shows of users. */
final class StoredTastes implements AutoCloseable {

  private final TestStore store = TestStore.start();
  private final StoreAccess access = new StoreAccess(store.url(), store.user(), store.password());

  StoreAccess access() {
    return access;
  }

  void addDatabase(DatabaseId database) {
    store.addDatabase(database, "urlsafe64", "urlsafe64");
  }

  void removeDatabase(DatabaseId database) {
    store.removeDatabase(database);
  }

  void putParameters(DatabaseId database, ImplicitToExplicitParameters parameters) {
    store.parameters(database, ParametersJson.write(parameters).toString());
  }

  void removeParameters(DatabaseId database) {
    store.execute(
        "DELETE FROM implicit_to_explicit_parameters WHERE database_id = ?", database.value());
  }

  void addModel(DatabaseId database, ModelSettings model) {
    store.execute(
        "INSERT INTO models (database_id, model_id, rank, alpha, lambda, centre, trained_at)"
            + " VALUES (?, ?, ?, ?, ?, ?, clock_timestamp())",
        database.value(),
        model.id(),
        model.rank(),
        model.alpha(),
        model.lambda(),
        model.centre().value());
  }

  void publish(DatabaseId database, ModelSettings model) {
    store.execute(
        "INSERT INTO current_models VALUES (?, ?, now())"
            + " ON CONFLICT (database_id) DO UPDATE SET model_id = EXCLUDED.model_id",
        database.value(),
        model.id());
  }

  void goAway() {
    store.goAway();
  }

  void comeBack() {
    store.comeBack();
  }

  int waiting() {
    return store.waiting();
  }

  Map<ItemId, Rating> ratings(DatabaseId database, UserId user) throws SQLException {
    Map<ItemId, Rating> ratings = new HashMap<>();
    String sql =
        "SELECT item_id, rating, rated_at FROM inferred_ratings"
            + " WHERE database_id = ? AND user_id = ?";
    try (Connection connection = store.connect();
        PreparedStatement select = of(connection, sql, database, user);
        ResultSet row = select.executeQuery()) {
      while (row.next()) {
        ratings.put(new ItemId(row.getString(1)), new Rating(row.getDouble(2), row.getDouble(3)));
      }
    }
    return ratings;
  }

  /** The vector of a user, if it is up to date. */
  Optional<float[]> vector(DatabaseId database, UserId user, ModelSettings model)
      throws SQLException {
    String sql =
        "SELECT vector FROM taste_vectors JOIN tastes USING (database_id, user_id, generation,"
            + " revision) WHERE database_id = ? AND user_id = ? AND model_id = ?";
    try (Connection connection = store.connect();
        PreparedStatement select = of(connection, sql, database, user)) {
      select.setString(3, model.id());
      try (ResultSet row = select.executeQuery()) {
        return row.next()
            ? Optional.of(numbers((Float[]) row.getArray(1).getArray()))
            : Optional.empty();
      }
    }
  }

  private static float[] numbers(Float[] boxed) {
    float[] numbers = new float[boxed.length];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = boxed[i];
    }
    return numbers;
  }

  Optional<Revision> revision(DatabaseId database, UserId user) throws SQLException {
    String sql = "SELECT generation, revision FROM tastes WHERE database_id = ? AND user_id = ?";
    try (Connection connection = store.connect();
        PreparedStatement select = of(connection, sql, database, user);
        ResultSet row = select.executeQuery()) {
      return row.next()
          ? Optional.of(new Revision(row.getLong(1), row.getLong(2)))
          : Optional.empty();
    }
  }

  /** What a query of one number answers. */
  int count(String sql) {
    return Integer.parseInt(store.rows(sql).get(0));
  }

  private static PreparedStatement of(
      Connection connection, String sql, DatabaseId database, UserId user) throws SQLException {
    PreparedStatement select = connection.prepareStatement(sql);
    select.setString(1, database.value());
    select.setString(2, user.value());
    return select;
  }

  @Override
  public void close() {
    store.close();
  }
}

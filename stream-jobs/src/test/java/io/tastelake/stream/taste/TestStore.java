package io.tastelake.stream.taste;

import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.domain.identity.ItemId;
import io.tastelake.domain.identity.UserId;
import io.tastelake.domain.rating.ImplicitToExplicitParameters;
import io.tastelake.domain.rating.Rating;
import io.tastelake.domain.taste.Revision;
import io.tastelake.store.OnlineStoreMigrations;
import io.tastelake.store.ParametersJson;
import io.tastelake.stream.store.ModelSettings;
import io.tastelake.stream.store.StoreAccess;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.flywaydb.core.Flyway;

/** A real online store, empty but for its schema. */
final class TestStore implements AutoCloseable {

  private static final String NAME = "tastelake";

  private final EmbeddedPostgres postgres;
  private final StoreAccess access;

  private TestStore(EmbeddedPostgres postgres) throws SQLException {
    this.postgres = postgres;
    execute("CREATE DATABASE " + NAME);
    this.access = new StoreAccess(postgres.getJdbcUrl("postgres", NAME), "postgres", "postgres");
    Flyway.configure()
        .dataSource(access.url(), access.user(), access.password())
        .locations(OnlineStoreMigrations.LOCATION)
        .load()
        .migrate();
    change("INSERT INTO organizations VALUES ('organization', 'Test', now())");
  }

  static TestStore start() throws IOException, SQLException {
    return new TestStore(EmbeddedPostgres.start());
  }

  StoreAccess access() {
    return access;
  }

  void addDatabase(DatabaseId database) throws SQLException {
    change(
        "INSERT INTO databases VALUES (?, 'organization', ?, '', 'urlsafe64', 'urlsafe64',"
            + " 'urlsafe64', now())",
        database.value(),
        database.value());
  }

  void removeDatabase(DatabaseId database) throws SQLException {
    change("DELETE FROM databases WHERE id = ?", database.value());
  }

  void putParameters(DatabaseId database, ImplicitToExplicitParameters parameters)
      throws SQLException {
    change(
        "INSERT INTO implicit_to_explicit_parameters VALUES (?, ?::jsonb, now())",
        database.value(),
        ParametersJson.write(parameters).toString());
  }

  void removeParameters(DatabaseId database) throws SQLException {
    change("DELETE FROM implicit_to_explicit_parameters WHERE database_id = ?", database.value());
  }

  void addModel(DatabaseId database, ModelSettings model) throws SQLException {
    change(
        "INSERT INTO models VALUES (?, ?, ?, ?, ?, clock_timestamp())",
        database.value(),
        model.id(),
        model.rank(),
        model.alpha(),
        model.lambda());
  }

  void publish(DatabaseId database, ModelSettings model) throws SQLException {
    change(
        "INSERT INTO current_models VALUES (?, ?, now())"
            + " ON CONFLICT (database_id) DO UPDATE SET model_id = EXCLUDED.model_id",
        database.value(),
        model.id());
  }

  /** The store goes away: connections end, and no other begins. */
  void goAway() throws SQLException {
    execute("ALTER DATABASE " + NAME + " ALLOW_CONNECTIONS false");
    execute(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '" + NAME + "'");
  }

  void comeBack() throws SQLException {
    execute("ALTER DATABASE " + NAME + " ALLOW_CONNECTIONS true");
  }

  Map<ItemId, Rating> ratings(DatabaseId database, UserId user) throws SQLException {
    Map<ItemId, Rating> ratings = new HashMap<>();
    try (Connection connection = access.connect();
        PreparedStatement select =
            prepared(
                connection,
                "SELECT item_id, rating, rated_at FROM inferred_ratings WHERE database_id = ? AND"
                    + " user_id = ?",
                database.value(),
                user.value());
        ResultSet row = select.executeQuery()) {
      while (row.next()) {
        ratings.put(new ItemId(row.getString(1)), new Rating(row.getDouble(2), row.getDouble(3)));
      }
    }
    return ratings;
  }

  /** How many connections wait for another one's lock. */
  int waiting() throws SQLException {
    try (Connection connection = access.connect();
        PreparedStatement select =
            prepared(
                connection,
                "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'");
        ResultSet row = select.executeQuery()) {
      row.next();
      return row.getInt(1);
    }
  }

  /** The vector of a user, if it is up to date. */
  Optional<float[]> vector(DatabaseId database, UserId user, ModelSettings model)
      throws SQLException {
    String sql =
        "SELECT vector FROM taste_vectors JOIN tastes USING (database_id, user_id, generation,"
            + " revision) WHERE database_id = ? AND user_id = ? AND model_id = ?";
    try (Connection connection = access.connect();
        PreparedStatement select =
            prepared(connection, sql, database.value(), user.value(), model.id());
        ResultSet row = select.executeQuery()) {
      if (!row.next()) {
        return Optional.empty();
      }
      Float[] numbers = (Float[]) row.getArray(1).getArray();
      float[] vector = new float[numbers.length];
      for (int i = 0; i < vector.length; i++) {
        vector[i] = numbers[i];
      }
      return Optional.of(vector);
    }
  }

  Optional<Revision> revision(DatabaseId database, UserId user) throws SQLException {
    String sql = "SELECT generation, revision FROM tastes WHERE database_id = ? AND user_id = ?";
    try (Connection connection = access.connect();
        PreparedStatement select = prepared(connection, sql, database.value(), user.value());
        ResultSet row = select.executeQuery()) {
      return row.next()
          ? Optional.of(new Revision(row.getLong(1), row.getLong(2)))
          : Optional.empty();
    }
  }

  /** What a query of one number answers. */
  int count(String sql) throws SQLException {
    try (Connection connection = access.connect();
        PreparedStatement select = prepared(connection, sql);
        ResultSet row = select.executeQuery()) {
      row.next();
      return row.getInt(1);
    }
  }

  private void change(String sql, Object... parameters) throws SQLException {
    try (Connection connection = access.connect();
        PreparedStatement change = prepared(connection, sql, parameters)) {
      change.execute();
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

  /** Beside the store's own database. */
  private void execute(String sql) throws SQLException {
    try (Connection connection = postgres.getPostgresDatabase().getConnection();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.execute();
    }
  }

  @Override
  public void close() throws IOException {
    postgres.close();
  }
}

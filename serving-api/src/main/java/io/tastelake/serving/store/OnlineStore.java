package io.tastelake.serving.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.tastelake.contracts.store.OnlineStoreMigrations;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.flywaydb.core.Flyway;

/** PostgreSQL behind a pool of connections. Thread-safe. */
public final class OnlineStore implements AutoCloseable {

  /** The most impatient of the public clients waits no longer for an answer. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  /**
   * How PostgreSQL is reached.
   *
   * @param jdbcUrl such as {@code jdbc:postgresql://host:5432/tastelake}
   * @param connections the most that are open at once
   */
  public record Settings(String jdbcUrl, String user, String password, int connections) {

    /** With ten connections at most. */
    public static Settings of(String jdbcUrl, String user, String password) {
      return new Settings(jdbcUrl, user, password, 10);
    }

    @Override
    public String toString() {
      return jdbcUrl + " as " + user;
    }
  }

  /** Makes something of the row that a result set stands at. */
  @FunctionalInterface
  public interface RowReader<T> {
    T read(ResultSet row) throws SQLException;
  }

  private final HikariDataSource connections;

  private OnlineStore(HikariDataSource connections) {
    this.connections = connections;
  }

  /** Connects and brings the schema up to date; instances that start at once wait for another. */
  @SuppressWarnings("resource") // the store closes its pool
  public static OnlineStore open(Settings settings) {
    HikariConfig config = new HikariConfig();
    config.setPoolName("online-store");
    config.setJdbcUrl(settings.jdbcUrl());
    config.setUsername(settings.user());
    config.setPassword(settings.password());
    config.setMaximumPoolSize(settings.connections());
    config.setConnectionTimeout(PATIENCE.toMillis());
    config.setValidationTimeout(PATIENCE.dividedBy(2).toMillis());
    HikariDataSource connections = new HikariDataSource(config);
    Flyway.configure()
        .dataSource(connections)
        .locations(OnlineStoreMigrations.LOCATION)
        .load()
        .migrate();
    return new OnlineStore(connections);
  }

  /** All rows of a query. */
  public <T> List<T> list(String sql, RowReader<T> reader, Object... parameters) {
    try (Connection connection = connections.getConnection();
        PreparedStatement statement = prepare(connection, sql, parameters);
        ResultSet rows = statement.executeQuery()) {
      List<T> read = new ArrayList<>();
      while (rows.next()) {
        read.add(reader.read(rows));
      }
      return read;
    } catch (SQLException e) {
      throw StoreException.of(e);
    }
  }

  /** The first row of a query. */
  public <T> Optional<T> first(String sql, RowReader<T> reader, Object... parameters) {
    return list(sql, reader, parameters).stream().findFirst();
  }

  /**
   * Changes rows.
   *
   * @return how many
   * @throws DuplicateKeyException if a unique key is taken
   */
  public int change(String sql, Object... parameters) {
    try (Connection connection = connections.getConnection();
        PreparedStatement statement = prepare(connection, sql, parameters)) {
      return statement.executeUpdate();
    } catch (SQLException e) {
      throw StoreException.of(e);
    }
  }

  @Override
  public void close() {
    connections.close();
  }

  private static PreparedStatement prepare(Connection connection, String sql, Object... parameters)
      throws SQLException {
    PreparedStatement statement = connection.prepareStatement(sql);
    for (int i = 0; i < parameters.length; i++) {
      statement.setObject(i + 1, parameters[i]);
    }
    return statement;
  }
}

package io.tastelake.serving.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.tastelake.contracts.store.OnlineStoreMigrations;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.flywaydb.core.Flyway;

/** PostgreSQL behind a pool of connections. Thread-safe. */
public final class OnlineStore implements Statements, AutoCloseable {

  /** The most impatient of the public clients waits no longer for an answer. */
  private static final Duration TIMEOUT = Duration.ofSeconds(5);

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
    config.setConnectionTimeout(TIMEOUT.toMillis());
    config.setValidationTimeout(TIMEOUT.dividedBy(2).toMillis());
    HikariDataSource connections = new HikariDataSource(config);
    Flyway.configure()
        .dataSource(connections)
        .locations(OnlineStoreMigrations.LOCATION)
        .load()
        .migrate();
    return new OnlineStore(connections);
  }

  @Override
  public <T> List<T> list(String sql, RowReader<T> reader, Object... parameters) {
    return onConnection(statements -> statements.list(sql, reader, parameters));
  }

  @Override
  public int change(String sql, Object... parameters) {
    return onConnection(statements -> statements.change(sql, parameters));
  }

  /**
   * Does several things as one: all of it is kept when {@code work} returns, and nothing if it
   * throws. It sees what others have committed before each statement (READ COMMITTED).
   */
  public <T> T inTransaction(Function<Statements, T> work) {
    try (Connection connection = connections.getConnection()) {
      connection.setAutoCommit(false);
      try {
        T result = work.apply(new ConnectionStatements(connection));
        connection.commit();
        return result;
      } catch (RuntimeException | SQLException e) {
        rollBack(connection, e);
        throw e;
      }
    } catch (SQLException e) {
      throw StoreException.of(e);
    }
  }

  /**
   * A connection that has broken cannot be rolled back; what broke it is the failure to be told.
   */
  private static void rollBack(Connection connection, Exception failure) {
    try {
      connection.rollback();
    } catch (SQLException e) {
      failure.addSuppressed(e);
    }
  }

  private <T> T onConnection(Function<Statements, T> work) {
    try (Connection connection = connections.getConnection()) {
      return work.apply(new ConnectionStatements(connection));
    } catch (SQLException e) {
      throw StoreException.of(e);
    }
  }

  @Override
  public void close() {
    connections.close();
  }
}

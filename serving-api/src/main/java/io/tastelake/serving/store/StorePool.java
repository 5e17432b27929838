package io.tastelake.serving.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.tastelake.store.OnlineStore;
import io.tastelake.store.OnlineStoreMigrations;
import io.tastelake.store.StoreOptions;
import java.time.Duration;
import org.flywaydb.core.Flyway;

/** The online store behind a pool of connections. Thread-safe. */
public final class StorePool implements AutoCloseable {

  /** Details of refused statements spell rows, which name users: no log needs them. */
  private static final String ERROR_DETAIL = "logServerErrorDetail";

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
  private final OnlineStore store;

  private StorePool(HikariDataSource connections) {
    this.connections = connections;
    this.store =
        OnlineStore.over(
            new FairConnections(
                connections::getConnection, connections.getMaximumPoolSize(), TIMEOUT));
  }

  /** The store, over connections of this pool. */
  public OnlineStore store() {
    return store;
  }

  /** Connects and brings the schema up to date; instances that start at once wait for another. */
  @SuppressWarnings("resource") // closing this closes it
  public static StorePool open(Settings settings) {
    HikariConfig config = new HikariConfig();
    config.setPoolName("online-store");
    config.setJdbcUrl(settings.jdbcUrl());
    config.setUsername(settings.user());
    config.setPassword(settings.password());
    config.addDataSourceProperty(ERROR_DETAIL, "false");
    config.setMaximumPoolSize(settings.connections());
    config.addDataSourceProperty(StoreOptions.ERROR_DETAIL, "false");
    config.setConnectionTimeout(TIMEOUT.toMillis());
    config.setValidationTimeout(TIMEOUT.dividedBy(2).toMillis());
    HikariDataSource connections = new HikariDataSource(config);
    Flyway.configure()
        .dataSource(connections)
        .locations(OnlineStoreMigrations.LOCATION)
        .load()
        .migrate();
    return new StorePool(connections);
  }

  @Override
  public void close() {
    connections.close();
  }
}

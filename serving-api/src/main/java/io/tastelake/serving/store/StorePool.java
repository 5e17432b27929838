package io.tastelake.serving.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool;
import io.micrometer.core.instrument.MeterRegistry;
import io.tastelake.domain.failure.Causes;
import io.tastelake.store.OnlineStore;
import io.tastelake.store.OnlineStoreMigrations;
import io.tastelake.store.StoreOptions;
import io.tastelake.store.StoreTrust;
import java.sql.SQLException;
import java.time.Duration;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.configuration.FluentConfiguration;

/** The online store behind a pool of connections. Thread-safe. */
public final class StorePool implements AutoCloseable {

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

  /** PostgreSQL's SQLSTATE. */
  private static final String INSUFFICIENT_PRIVILEGE = "42501";

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
  public static StorePool open(Settings settings) {
    return migrated(settings, connect(settings));
  }

  /** The same, with the pool's figures in {@code metrics}. */
  public static StorePool open(Settings settings, MeterRegistry metrics) {
    HikariConfig config = config(settings);
    config.setMetricRegistry(metrics);
    return migrated(settings, new StorePool(connected(config)));
  }

  private static StorePool migrated(Settings settings, StorePool pool) {
    try {
      migrate(Flyway.configure().dataSource(pool.connections));
      return pool;
    } catch (FlywayException e) {
      pool.close();
      throw isForbidden(e) ? outdated(settings, e) : e;
    }
  }

  /** Connects, and leaves the schema as it is. */
  @SuppressWarnings("resource") // closing this closes it
  public static StorePool connect(Settings settings) {
    return new StorePool(connected(config(settings)));
  }

  private static HikariDataSource connected(HikariConfig config) {
    try {
      return new HikariDataSource(config);
    } catch (HikariPool.PoolInitializationException e) {
      throw StoreTrust.explained(e);
    }
  }

  private static HikariConfig config(Settings settings) {
    HikariConfig config = new HikariConfig();
    config.setPoolName("online-store");
    config.setJdbcUrl(settings.jdbcUrl());
    config.setUsername(settings.user());
    config.setPassword(settings.password());
    config.setMaximumPoolSize(settings.connections());
    config.addDataSourceProperty(StoreOptions.ERROR_DETAIL, "false");
    config.setConnectionTimeout(TIMEOUT.toMillis());
    config.setValidationTimeout(TIMEOUT.dividedBy(2).toMillis());
    return config;
  }

  /** Brings the schema up to date as its owner, and grants other users what they need. */
  public static void migrate(Settings owner) {
    migrate(Flyway.configure().dataSource(owner.jdbcUrl(), owner.user(), owner.password()));
  }

  private static void migrate(FluentConfiguration flyway) {
    flyway.locations(OnlineStoreMigrations.LOCATION).load().migrate();
  }

  private static boolean isForbidden(Throwable failure) {
    return Causes.first(failure, SQLException.class)
        .filter(sql -> INSUFFICIENT_PRIVILEGE.equals(sql.getSQLState()))
        .isPresent();
  }

  private static IllegalStateException outdated(Settings settings, FlywayException cause) {
    return new IllegalStateException(
        "The tables of the online store at "
            + settings
            + " are older than this API, and this user may not change them. Run"
            + " bin/admin migrate as their owner, then start again.",
        cause);
  }

  @Override
  public void close() {
    connections.close();
  }
}

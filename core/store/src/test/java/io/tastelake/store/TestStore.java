package io.tastelake.store;

import io.tastelake.domain.identity.DatabaseId;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.flywaydb.core.Flyway;

/**
 * An online store of its own on a real PostgreSQL, with the schema that the migrations on the class
 * path make. All stores of one JVM share a server, which starts with the first and ends with the
 * JVM.
 */
public final class TestStore implements AutoCloseable {

  private static final String USER = "postgres";
  private static final String TEMPLATE = "migrated";
  private static final AtomicInteger CREATED = new AtomicInteger();

  private final String name;

  private TestStore(String name) {
    this.name = name;
  }

  /** A store with the schema and one organization, {@code shop}; nothing else. */
  public static TestStore start() {
    TestStore store = create(" TEMPLATE " + Server.template());
    store.execute("INSERT INTO organizations VALUES ('shop', 'shop', now())");
    return store;
  }

  /** A store without a schema, for whoever migrates it. */
  public static TestStore empty() {
    return create("");
  }

  private static TestStore create(String template) {
    String name = "store" + CREATED.incrementAndGet();
    Server.execute("CREATE DATABASE " + name + template);
    return new TestStore(name);
  }

  /** The JDBC URL, without user and password. */
  public String url() {
    return Server.url(name);
  }

  public String user() {
    return USER;
  }

  public String password() {
    return USER; // the server trusts whoever asks
  }

  public Connection connect() throws SQLException {
    return DriverManager.getConnection(url(), user(), password());
  }

  /** A database of the organization, whose users and items have ids of the given types. */
  public void addDatabase(DatabaseId database, String userIdType, String itemIdType) {
    execute(
        "INSERT INTO databases VALUES (?, 'shop', ?, '', ?, ?, 'uuid', now())",
        database.value(),
        database.value(),
        userIdType,
        itemIdType);
  }

  /** Removes the database with all that refers to it. */
  public void removeDatabase(DatabaseId database) {
    execute("DELETE FROM databases WHERE id = ?", database.value());
  }

  /** Sets the database's parameters, as JSON. */
  public void parameters(DatabaseId database, String json) {
    execute(
        "INSERT INTO implicit_to_explicit_parameters VALUES (?, ?::jsonb, now(), now())"
            + " ON CONFLICT (database_id) DO UPDATE SET parameters = EXCLUDED.parameters",
        database.value(),
        json);
  }

  /** Executes one statement with parameters, or several without; returns the rows that changed. */
  public int execute(String sql, Object... parameters) {
    try (Connection connection = connect()) {
      if (parameters.length == 0) {
        try (Statement statement = connection.createStatement()) {
          statement.execute(sql);
          return statement.getUpdateCount();
        }
      }
      try (PreparedStatement statement = prepared(connection, sql, parameters)) {
        statement.execute();
        return statement.getUpdateCount();
      }
    } catch (SQLException e) {
      throw new IllegalStateException("PostgreSQL refuses: " + sql, e);
    }
  }

  /** The rows of a query, each as its columns' texts joined by a bar. */
  public List<String> rows(String sql, Object... parameters) {
    try (Connection connection = connect();
        PreparedStatement statement = prepared(connection, sql, parameters);
        ResultSet rows = statement.executeQuery()) {
      List<String> texts = new ArrayList<>();
      while (rows.next()) {
        List<String> columns = new ArrayList<>();
        for (int column = 1; column <= rows.getMetaData().getColumnCount(); column++) {
          columns.add(rows.getString(column));
        }
        texts.add(String.join("|", columns));
      }
      return texts;
    } catch (SQLException e) {
      throw new IllegalStateException("PostgreSQL refuses: " + sql, e);
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

  /** How many of this store's connections wait for another one's lock. */
  public int waiting() {
    String sql =
        "SELECT count(*) FROM pg_stat_activity"
            + " WHERE wait_event_type = 'Lock' AND datname = current_database()";
    return Integer.parseInt(rows(sql).get(0));
  }

  /** The store goes away: its connections end, and no other begins. */
  public void goAway() {
    Server.execute("ALTER DATABASE " + name + " ALLOW_CONNECTIONS false");
    Server.execute(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '" + name + "'");
  }

  public void comeBack() {
    Server.execute("ALTER DATABASE " + name + " ALLOW_CONNECTIONS true");
  }

  /** Drops the store under whatever still has a connection. */
  @Override
  public void close() {
    Server.execute("DROP DATABASE IF EXISTS " + name + " WITH (FORCE)");
  }

  /** The JVM's PostgreSQL. */
  private static final class Server {

    private static final EmbeddedPostgres POSTGRES = launch();
    private static boolean migrated;

    private static EmbeddedPostgres launch() {
      try {
        return EmbeddedPostgres.start(); // ends with the JVM
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    static String url(String database) {
      return POSTGRES.getJdbcUrl(USER, database);
    }

    /** A database to copy, migrated once. */
    static synchronized String template() {
      if (!migrated) {
        execute("CREATE DATABASE " + TEMPLATE);
        Flyway.configure()
            .dataSource(url(TEMPLATE), USER, USER)
            .locations("classpath:db/migration")
            .load()
            .migrate();
        migrated = true;
      }
      return TEMPLATE;
    }

    static void execute(String sql) {
      try (Connection connection = DriverManager.getConnection(url(USER), USER, USER);
          Statement statement = connection.createStatement()) {
        statement.execute(sql);
      } catch (SQLException e) {
        throw new IllegalStateException("PostgreSQL refuses: " + sql, e);
      }
    }
  }
}

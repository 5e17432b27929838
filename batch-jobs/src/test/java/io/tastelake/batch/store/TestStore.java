package io.tastelake.batch.store;

import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.store.OnlineStoreMigrations;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A real PostgreSQL with the online store's schema. */
public final class TestStore implements StoreAccess, AutoCloseable {

  private final EmbeddedPostgres postgres;
  private final String url;

  private TestStore(EmbeddedPostgres postgres) {
    this.postgres = postgres;
    this.url = postgres.getJdbcUrl("postgres", "postgres");
  }

  public static TestStore start() throws Exception {
    TestStore store = new TestStore(EmbeddedPostgres.start());
    scripts().forEach(store::execute);
    store.execute("INSERT INTO organizations VALUES ('shop', 'shop', now())");
    return store;
  }

  /** The migrations, wherever the build has put them. */
  private static List<String> scripts() throws IOException, URISyntaxException {
    String folder = OnlineStoreMigrations.LOCATION.replace("classpath:", "/");
    URI place = TestStore.class.getResource(folder).toURI();
    if (!place.getScheme().equals("jar")) {
      return scripts(Path.of(place));
    }
    try (FileSystem jar = FileSystems.newFileSystem(place, Map.of())) {
      return scripts(jar.getPath(folder));
    }
  }

  private static List<String> scripts(Path folder) throws IOException {
    try (Stream<Path> scripts = Files.list(folder)) {
      List<String> texts = new ArrayList<>();
      List<Path> inOrder =
          scripts
              .filter(TestStore::isVersioned)
              .sorted(Comparator.comparingInt(TestStore::version))
              .toList();
      for (Path script : inOrder) {
        texts.add(Files.readString(script));
      }
      return texts;
    }
  }

  /** Beside these there is what grants roles their rights, which this store does not have. */
  private static boolean isVersioned(Path script) {
    return script.getFileName().toString().matches("V\\d+__.*");
  }

  private static int version(Path script) {
    String name = script.getFileName().toString();
    return Integer.parseInt(name.substring(1, name.indexOf("__")));
  }

  @Override
  public Connection connect() throws SQLException {
    return DriverManager.getConnection(url);
  }

  /** How a job is told of this store. */
  public String url() {
    return url;
  }

  /** Empties the store, and makes these databases. */
  public void reset(List<DatabaseId> databases) {
    execute("DELETE FROM databases; DELETE FROM forgets");
    for (DatabaseId database : databases) {
      execute(
          "INSERT INTO databases VALUES (?, 'shop', ?, '', 'uint32', 'uint32', 'uuid', now())",
          database.value(),
          database.value());
    }
  }

  public void parameters(DatabaseId database, String json) {
    execute(
        "INSERT INTO implicit_to_explicit_parameters VALUES (?, ?::jsonb, now(), now())",
        database.value(),
        json);
  }

  /** Executes one statement with parameters, or several without. */
  public int execute(String sql, Object... parameters) {
    try (Connection connection = connect()) {
      if (parameters.length == 0) {
        try (Statement statement = connection.createStatement()) {
          statement.execute(sql);
          return statement.getUpdateCount();
        }
      }
      try (PreparedStatement statement = prepared(connection, sql, parameters)) {
        return statement.executeUpdate();
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

  /** The only value that a query answers, as text; null if there is none. */
  public String value(String sql) {
    List<String> rows = rows(sql);
    return rows.isEmpty() ? null : rows.get(0);
  }

  private static PreparedStatement prepared(Connection connection, String sql, Object... parameters)
      throws SQLException {
    PreparedStatement statement = connection.prepareStatement(sql);
    for (int i = 0; i < parameters.length; i++) {
      statement.setObject(i + 1, parameters[i]);
    }
    return statement;
  }

  @Override
  public void close() throws IOException {
    postgres.close();
  }
}

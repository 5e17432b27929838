package io.tastelake.batch;

import io.tastelake.contracts.store.OnlineStoreMigrations;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** An online store on a real PostgreSQL, with all tables. */
public final class TestStore implements AutoCloseable {

  private static final List<String> MIGRATIONS =
      List.of(
          "V1__accounts_and_databases",
          "V2__decisions",
          "V3__ratings",
          "V4__idempotency_keys",
          "V5__taste",
          "V6__training");

  private final EmbeddedPostgres postgres;

  private TestStore(EmbeddedPostgres postgres) {
    this.postgres = postgres;
  }

  public static TestStore start() throws IOException, SQLException {
    TestStore store = new TestStore(EmbeddedPostgres.start());
    for (String migration : MIGRATIONS) {
      String file = "/db/migration/" + migration + ".sql";
      try (InputStream sql = OnlineStoreMigrations.class.getResourceAsStream(file)) {
        store.run(new String(sql.readAllBytes(), StandardCharsets.UTF_8));
      }
    }
    return store;
  }

  public String url() {
    return postgres.getJdbcUrl("postgres", "postgres");
  }

  public Connection open() throws SQLException {
    return DriverManager.getConnection(url());
  }

  public void run(String statements) throws SQLException {
    try (Connection connection = open();
        Statement statement = connection.createStatement()) {
      statement.execute(statements);
    }
  }

  /** The only value that {@code query} answers, as text. */
  public String value(String query) throws SQLException {
    try (Connection connection = open();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      return row.next() ? row.getString(1) : null;
    }
  }

  @Override
  public void close() throws IOException {
    postgres.close();
  }
}

package io.tastelake.batch.check;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A DuckDB in memory with the views. */
record DuckDb(Connection connection) implements AutoCloseable {

  private static final Path VIEWS =
      Path.of(System.getProperty("tastelake.root"), "docs", "sql", "duckdb.sql");

  static DuckDb of(String interactions) throws SQLException, IOException {
    DuckDb duckDb = new DuckDb(DriverManager.getConnection("jdbc:duckdb:"));
    duckDb.execute(interactions);
    for (String statement : statements(VIEWS)) {
      duckDb.execute(statement);
    }
    return duckDb;
  }

  private void execute(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  List<String> rows(String query) throws SQLException {
    List<String> rows = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet found = statement.executeQuery(query)) {
      while (found.next()) {
        rows.add(found.getString(1));
      }
    }
    return rows;
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }

  /** The statements of a file, without comments. */
  static List<String> statements(Path file) throws IOException {
    String text =
        Files.readAllLines(file).stream()
            .filter(line -> !line.startsWith("--"))
            .collect(Collectors.joining("\n"));
    String[] parts = text.split(";", -1);
    return Stream.of(parts).map(String::strip).filter(part -> !part.isEmpty()).toList();
  }
}

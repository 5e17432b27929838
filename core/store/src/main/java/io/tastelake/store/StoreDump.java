package io.tastelake.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;

/**
 * All tables of the online store, written out as they stand in one snapshot, and read back into an
 * empty store of the same schema version. Samples of what was served are left out: they live for
 * days, and a lake that is restored has no versions to judge them by; so are lists that were shown,
 * which say much of users and count for a day. Not thread-safe.
 */
public final class StoreDump implements AutoCloseable {

  private static final String TABLES =
      """
      SELECT relname FROM pg_class
      WHERE relkind = 'r' AND relnamespace = current_schema()::regnamespace
        AND relname NOT IN ('flyway_schema_history', 'served_samples', 'shown_lists')
      """;

  private static final String REFERENCES =
      """
      SELECT referring.relname, referred.relname
      FROM pg_constraint
      JOIN pg_class AS referring ON referring.oid = conrelid
      JOIN pg_class AS referred ON referred.oid = confrelid
      WHERE contype = 'f' AND connamespace = current_schema()::regnamespace
        AND conrelid <> confrelid
      """;

  private static final String SEQUENCES =
      """
      SELECT sequencename, last_value FROM pg_sequences
      WHERE schemaname = current_schema() AND last_value IS NOT NULL
      """;

  private static final String SCHEMA =
      """
      SELECT version FROM flyway_schema_history
      WHERE success AND version IS NOT NULL ORDER BY installed_rank DESC LIMIT 1
      """;

  /** Where a table's rows go. */
  @FunctionalInterface
  public interface Target {
    OutputStream open(String table) throws IOException;
  }

  /** Where they come from. */
  @FunctionalInterface
  public interface Source {
    InputStream open(String table) throws IOException;
  }

  private final Connection connection;

  private StoreDump(Connection connection) {
    this.connection = connection;
  }

  /** Begins a snapshot, which lasts until this is closed; {@code connection} is closed then. */
  public static StoreDump snapshot(Connection connection) {
    try {
      connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
      connection.setReadOnly(true);
      connection.setAutoCommit(false);
      return new StoreDump(connection);
    } catch (SQLException e) {
      throw StoreException.of(e);
    }
  }

  /** Begins a transaction that {@link #commit} ends; {@code connection} is closed with this. */
  public static StoreDump restoring(Connection connection) {
    try {
      connection.setAutoCommit(false);
      return new StoreDump(connection);
    } catch (SQLException e) {
      throw StoreException.of(e);
    }
  }

  /** PostgreSQL's time; fixes the snapshot if nothing was asked before. */
  public Instant now() {
    return rows("SELECT clock_timestamp()", row -> row.getObject(1, OffsetDateTime.class))
        .get(0)
        .toInstant();
  }

  /** The version of the schema. */
  public String schema() {
    return rows(SCHEMA, row -> row.getString(1)).get(0);
  }

  /** Whether there are no tenants yet. */
  public boolean isEmpty() {
    return rows("SELECT FROM organizations LIMIT 1", row -> true).isEmpty();
  }

  /** The tables, each after those that it refers to. */
  public List<String> tables() {
    Set<String> left = new TreeSet<>(rows(TABLES, row -> row.getString(1)));
    Map<String, Set<String>> referred = new HashMap<>();
    for (String[] pair :
        rows(REFERENCES, row -> new String[] {row.getString(1), row.getString(2)})) {
      referred.computeIfAbsent(pair[0], table -> new HashSet<>()).add(pair[1]);
    }
    List<String> ordered = new ArrayList<>();
    while (!left.isEmpty()) {
      String next =
          left.stream()
              .filter(table -> ordered.containsAll(referred.getOrDefault(table, Set.of())))
              .findFirst()
              .orElseThrow(() -> new IllegalStateException("Tables refer in a circle: " + left));
      left.remove(next);
      ordered.add(next);
    }
    return ordered;
  }

  /** What each sequence has given last. */
  public Map<String, Long> sequences() {
    Map<String, Long> sequences = new TreeMap<>();
    rows(SEQUENCES, row -> sequences.put(row.getString(1), row.getLong(2)));
    return sequences;
  }

  /** Writes all rows of a table. */
  public void write(String table, Target target) throws IOException {
    try (OutputStream rows = target.open(table)) {
      long unused = copies().copyOut("COPY " + table + " TO STDOUT", rows);
    } catch (SQLException e) {
      throw StoreException.of(e);
    }
  }

  /** Reads what {@link #write} wrote. */
  public void read(String table, Source source) throws IOException {
    try (InputStream rows = source.open(table)) {
      long unused = copies().copyIn("COPY " + table + " FROM STDIN", rows);
    } catch (SQLException e) {
      throw StoreException.of(e);
    }
  }

  /**
   * Deletes what migrations have put into tables, which a backup brings along, and what refers to
   * it.
   */
  public void clear(List<String> tables) {
    try (Statement statement = connection.createStatement()) {
      boolean unused = statement.execute("TRUNCATE " + String.join(", ", tables) + " CASCADE");
    } catch (SQLException e) {
      throw StoreException.of(e);
    }
  }

  /** Lets sequences go on behind these numbers. */
  public void setSequences(Map<String, Long> last) {
    try (PreparedStatement set = connection.prepareStatement("SELECT setval(to_regclass(?), ?)")) {
      for (Map.Entry<String, Long> sequence : last.entrySet()) {
        set.setString(1, sequence.getKey());
        set.setLong(2, sequence.getValue());
        boolean unused = set.execute();
      }
    } catch (SQLException e) {
      throw StoreException.of(e);
    }
  }

  /** Keeps what was read. */
  public void commit() {
    try {
      connection.commit();
    } catch (SQLException e) {
      throw StoreException.of(e);
    }
  }

  private CopyManager copies() throws SQLException {
    return connection.unwrap(PGConnection.class).getCopyAPI();
  }

  private interface Reader<T> {
    T read(ResultSet row) throws SQLException;
  }

  private <T> List<T> rows(String sql, Reader<T> reader) {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      List<T> rows = new ArrayList<>();
      while (row.next()) {
        rows.add(reader.read(row));
      }
      return rows;
    } catch (SQLException e) {
      throw StoreException.of(e);
    }
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      throw StoreException.of(e);
    }
  }
}

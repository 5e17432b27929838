package io.tastelake.batch.decision;

import io.tastelake.batch.store.StoreAccess;
import io.tastelake.batch.store.StoreException;
import io.tastelake.domain.identity.Actor;
import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.domain.identity.ItemId;
import io.tastelake.domain.identity.UserId;
import io.tastelake.domain.rating.Rating;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Queue;
import java.util.TreeSet;

/**
 * The decisions that stand in the online store, as it stood when this was opened, through cursors
 * of one transaction that writes nothing. What was decided before is in the log, or waits in the
 * outbox of that moment.
 */
final class OnlineDecisions implements AutoCloseable {

  private static final int ROWS_AT_ONCE = 10_000;

  private static final String RESOLVED =
      """
      SELECT session_id, user_id FROM resolved_sessions WHERE database_id = ? ORDER BY session_id
      """;

  private static final String GIVEN =
      """
      SELECT user_id, item_id, rating, rated_at FROM ratings WHERE database_id = ?
      ORDER BY user_id, item_id
      """;

  private final Connection connection;
  private final TreeSet<String> databases = new TreeSet<>();
  private final long newestWaiting;

  private OnlineDecisions(Connection connection) throws SQLException {
    this.connection = connection;
    try (Statement statement = connection.createStatement()) {
      try (ResultSet rows = statement.executeQuery("SELECT id FROM databases")) {
        while (rows.next()) {
          databases.add(rows.getString(1));
        }
      }
      try (ResultSet row = statement.executeQuery("SELECT coalesce(max(id), 0) FROM outbox")) {
        row.next();
        this.newestWaiting = row.getLong(1);
      }
    }
  }

  static OnlineDecisions now(StoreAccess store) {
    Connection connection = store.openSnapshot();
    try {
      return new OnlineDecisions(connection);
    } catch (SQLException e) {
      StoreAccess.close(connection);
      throw failure(e);
    }
  }

  /** Whether there is such a database. */
  boolean know(DatabaseId database) {
    return databases.contains(database.value());
  }

  /** The id of the newest decision that waited in the outbox, or 0 if none did. */
  long newestWaiting() {
    return newestWaiting;
  }

  /** All of them, in the order of their places; to be asked for once. */
  Iterator<Decided> all() {
    return new Cursor();
  }

  private interface RowReader {
    Decided read(ResultSet row) throws SQLException;
  }

  private record Part(String sql, DatabaseId database, RowReader reader) {}

  /** Of each database the sessions, then the users: so their kinds' names are sorted. */
  private Queue<Part> parts() {
    Queue<Part> parts = new ArrayDeque<>();
    for (String id : databases) {
      DatabaseId database = new DatabaseId(id);
      parts.add(new Part(RESOLVED, database, row -> resolved(database, row)));
      parts.add(new Part(GIVEN, database, row -> given(database, row)));
    }
    return parts;
  }

  private static Decided resolved(DatabaseId database, ResultSet row) throws SQLException {
    Actor session = new Actor(Actor.Kind.SESSION, row.getString(1));
    return Decided.resolved(database, session, new UserId(row.getString(2)));
  }

  private static Decided given(DatabaseId database, ResultSet row) throws SQLException {
    Actor user = new Actor(Actor.Kind.USER, row.getString(1));
    Rating rating = new Rating(row.getDouble(3), row.getDouble(4));
    return Decided.given(database, user, new ItemId(row.getString(2)), rating);
  }

  /** One part after the other, each through a cursor of its own. */
  private final class Cursor implements Iterator<Decided> {

    private final Queue<Part> parts = parts();
    private Part part;
    private ResultSet rows;
    private Decided ahead;

    Cursor() {
      advance();
    }

    @Override
    public boolean hasNext() {
      return ahead != null;
    }

    @Override
    public Decided next() {
      if (ahead == null) {
        throw new NoSuchElementException();
      }
      Decided next = ahead;
      advance();
      return next;
    }

    private void advance() {
      try {
        while (rows == null || !rows.next()) {
          if (rows != null) {
            rows.close();
          }
          part = parts.poll();
          if (part == null) {
            ahead = null;
            return;
          }
          rows = select(part);
        }
        ahead = part.reader.read(rows);
      } catch (SQLException e) {
        throw failure(e);
      }
    }
  }

  private ResultSet select(Part part) throws SQLException {
    PreparedStatement select = connection.prepareStatement(part.sql);
    select.closeOnCompletion();
    select.setFetchSize(ROWS_AT_ONCE);
    select.setString(1, part.database.value());
    return select.executeQuery();
  }

  @Override
  public void close() {
    StoreAccess.close(connection);
  }

  private static StoreException failure(SQLException cause) {
    return new StoreException("reading given ratings and resolved sessions", cause);
  }
}

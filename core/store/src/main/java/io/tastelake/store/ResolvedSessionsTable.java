package io.tastelake.store;

import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.domain.identity.SessionId;
import io.tastelake.domain.identity.UserId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.statement.StatementContext;

/** The table {@code resolved_sessions}: which sessions are whose. */
public final class ResolvedSessionsTable {

  private final StoreConnection connection;

  public ResolvedSessionsTable(StoreConnection connection) {
    this.connection = connection;
  }

  /**
   * A session that turned out to be a user's.
   *
   * @param resolvedAt Unix seconds, as given
   */
  public record Row(SessionId session, UserId user, double resolvedAt) {}

  /**
   * Adds a session unless it is somebody's already. Waits for whoever adds or deletes it now.
   *
   * @return how many were added: 0 or 1
   */
  public int addIfAbsent(DatabaseId database, Row session) {
    return connection.update(
        """
        INSERT INTO resolved_sessions (database_id, session_id, user_id, resolved_at)
        VALUES (:database, :session, :user, :resolved_at)
        ON CONFLICT (database_id, session_id) DO NOTHING
        """,
        update ->
            update
                .bind("database", database)
                .bind("session", session.session())
                .bind("user", session.user())
                .bind("resolved_at", session.resolvedAt()));
  }

  /** Whose a session is. */
  public Optional<UserId> userOf(DatabaseId database, SessionId session) {
    return connection.query(
        """
        SELECT user_id FROM resolved_sessions
        WHERE database_id = :database AND session_id = :session
        """,
        query ->
            query
                .bind("database", database)
                .bind("session", session)
                .map((row, context) -> new UserId(row.getString(1)))
                .findFirst());
  }

  /** Those of the sessions that are somebody's. */
  public List<SessionId> among(DatabaseId database, Collection<SessionId> sessions) {
    return connection.query(
        """
        SELECT session_id FROM resolved_sessions
        WHERE database_id = :database AND session_id = ANY (:sessions::text[])
        """,
        query ->
            query
                .bind("database", database)
                .bind("sessions", Statements.texts(sessions, SessionId::value))
                .map((row, context) -> new SessionId(row.getString(1)))
                .list());
  }

  /**
   * Resolved sessions in the order of their ids.
   *
   * @param users whose; empty means everybody's
   * @param after the session that the page before ended with
   */
  public List<Row> page(
      DatabaseId database, Optional<List<UserId>> users, Optional<SessionId> after, int amount) {
    return connection.query(
        """
        SELECT session_id, user_id, resolved_at FROM resolved_sessions
        WHERE database_id = :database AND session_id > :after
          AND (:users::text[] IS NULL OR user_id = ANY (:users::text[]))
        ORDER BY session_id LIMIT :amount
        """,
        query ->
            query
                .bind("database", database)
                .bind("after", after.map(SessionId::value).orElse(""))
                .bind("users", users.map(Statements::users).orElse(null))
                .bind("amount", amount)
                .map(ResolvedSessionsTable::read)
                .list());
  }

  /** All resolved sessions of a database through a cursor, in the order of their ids. */
  public Iterator<Row> all(DatabaseId database) {
    return connection.cursor(
        """
        SELECT session_id, user_id, resolved_at FROM resolved_sessions
        WHERE database_id = :database ORDER BY session_id
        """,
        query -> query.bind("database", database),
        ResolvedSessionsTable::read);
  }

  /** Deletes the users' sessions, so that they are nobody's again. */
  public List<SessionId> deleteOf(DatabaseId database, Collection<UserId> users) {
    return connection.query(
        """
        DELETE FROM resolved_sessions
        WHERE database_id = :database AND user_id = ANY (:users::text[]) RETURNING session_id
        """,
        query ->
            query
                .bind("database", database)
                .bind("users", Statements.users(users))
                .map((row, context) -> new SessionId(row.getString(1)))
                .list());
  }

  private static Row read(ResultSet row, StatementContext context) throws SQLException {
    return new Row(
        new SessionId(row.getString("session_id")),
        new UserId(row.getString("user_id")),
        row.getDouble("resolved_at"));
  }
}

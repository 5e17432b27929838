package io.tastelake.serving.session;

import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.domain.identity.SessionId;
import io.tastelake.domain.identity.UserId;
import io.tastelake.domain.interaction.InteractionEvent;
import io.tastelake.serving.decision.Decision;
import io.tastelake.serving.decision.Decisions;
import io.tastelake.serving.http.ApiException;
import io.tastelake.serving.http.ErrorName;
import io.tastelake.serving.store.OnlineStore;
import io.tastelake.serving.store.Statements;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Which sessions are whose. A session is resolved once; a forget of its user frees it again. */
public final class ResolvedSessions {

  private final OnlineStore store;
  private final Decisions decisions;

  public ResolvedSessions(OnlineStore store, Decisions decisions) {
    this.store = store;
    this.decisions = decisions;
  }

  /**
   * Makes a session a user's.
   *
   * @param timestamp Unix seconds
   * @throws ApiException {@code WrongData} if the session is resolved already, to whomever
   */
  public void resolve(DatabaseId database, SessionId session, UserId user, double timestamp) {
    Optional<UserId> before = resolveUnlessResolved(database, session, user, timestamp);
    if (before.isPresent()) {
      throw resolvedBefore();
    }
  }

  /**
   * Makes a session a user's if it is not yet.
   *
   * @param timestamp Unix seconds
   * @throws ApiException {@code WrongData} if it is somebody else's
   */
  public void bind(DatabaseId database, SessionId session, UserId user, double timestamp) {
    Optional<UserId> before = resolveUnlessResolved(database, session, user, timestamp);
    if (before.isPresent() && !before.get().equals(user)) {
      throw resolvedBefore();
    }
  }

  private static ApiException resolvedBefore() {
    return ApiException.wrongData(
        ErrorName.WRONG_PARAMETER, "The session is already resolved: start a new session.");
  }

  /** Whose the session was; empty if this call resolved it. */
  private Optional<UserId> resolveUnlessResolved(
      DatabaseId database, SessionId session, UserId user, double timestamp) {
    Optional<UserId> known = user(store, database, session);
    return known.isPresent()
        ? known
        : decisions.decide(
            database, user, decision -> resolve(decision, database, session, user, timestamp));
  }

  /** The row decides who wins; whoever waited for a row that was deleted meanwhile tries again. */
  private static Optional<UserId> resolve(
      Decision decision, DatabaseId database, SessionId session, UserId user, double timestamp) {
    while (insert(decision, database, session, user, timestamp) == 0) {
      Optional<UserId> before = user(decision.store(), database, session);
      if (before.isPresent()) {
        return before;
      }
    }
    decision.publish(
        List.of(
            InteractionEvent.resolve(database, session, user, timestamp, decision.acceptedAt())));
    return Optional.empty();
  }

  private static int insert(
      Decision decision, DatabaseId database, SessionId session, UserId user, double timestamp) {
    return decision
        .store()
        .change(
            """
            INSERT INTO resolved_sessions (database_id, session_id, user_id, resolved_at)
            VALUES (?, ?, ?, ?) ON CONFLICT (database_id, session_id) DO NOTHING
            """,
            database.value(),
            session.value(),
            user.value(),
            timestamp);
  }

  private static Optional<UserId> user(
      Statements statements, DatabaseId database, SessionId session) {
    return statements.first(
        "SELECT user_id FROM resolved_sessions WHERE database_id = ? AND session_id = ?",
        row -> new UserId(row.getString("user_id")),
        database.value(),
        session.value());
  }

  /**
   * Resolved sessions in the order of their ids.
   *
   * @param users whose; empty means everybody's
   * @param after the session that the page before ended with
   */
  List<ResolvedSession> page(
      DatabaseId database, Optional<List<UserId>> users, Optional<SessionId> after, int amount) {
    return store.list(
        """
        SELECT session_id, user_id, resolved_at FROM resolved_sessions
        WHERE database_id = ? AND session_id > ? AND (?::text[] IS NULL OR user_id = ANY (?::text[]))
        ORDER BY session_id LIMIT ?
        """,
        row ->
            new ResolvedSession(
                new SessionId(row.getString("session_id")),
                new UserId(row.getString("user_id")),
                row.getDouble("resolved_at")),
        database.value(),
        after.map(SessionId::value).orElse(""),
        users.map(ResolvedSessions::texts).orElse(null),
        users.map(ResolvedSessions::texts).orElse(null),
        amount);
  }

  private static String[] texts(Collection<UserId> users) {
    return users.stream().map(UserId::value).toArray(String[]::new);
  }

  /** Those of the sessions that are resolved now. */
  public Set<SessionId> among(DatabaseId database, Collection<SessionId> sessions) {
    return Set.copyOf(
        store.list(
            """
            SELECT session_id FROM resolved_sessions
            WHERE database_id = ? AND session_id = ANY (?::text[])
            """,
            row -> new SessionId(row.getString("session_id")),
            database.value(),
            sessions.stream().map(SessionId::value).toArray(String[]::new)));
  }

  /** Makes the users' sessions anonymous again, within a decision about these users. */
  public static List<SessionId> free(
      Decision decision, DatabaseId database, Collection<UserId> users) {
    return decision
        .store()
        .list(
            """
            DELETE FROM resolved_sessions
            WHERE database_id = ? AND user_id = ANY (?::text[]) RETURNING session_id
            """,
            row -> new SessionId(row.getString("session_id")),
            database.value(),
            texts(users));
  }
}

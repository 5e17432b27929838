package io.tastelake.serving.session;

import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.domain.identity.SessionId;
import io.tastelake.domain.identity.UserId;
import io.tastelake.domain.interaction.InteractionEvent;
import io.tastelake.serving.decision.Decision;
import io.tastelake.serving.decision.Decisions;
import io.tastelake.serving.http.ApiException;
import io.tastelake.serving.http.ErrorName;
import io.tastelake.store.OnlineStore;
import io.tastelake.store.ResolvedSessionsTable;
import io.tastelake.store.StoreUnavailableException;
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
    Optional<UserId> known =
        store.with(connection -> new ResolvedSessionsTable(connection).userOf(database, session));
    return known.isPresent()
        ? known
        : decisions.decide(
            database, user, decision -> resolve(decision, database, session, user, timestamp));
  }

  /** The row decides who wins; whoever waited for a row that was deleted meanwhile tries again. */
  private static Optional<UserId> resolve(
      Decision decision, DatabaseId database, SessionId session, UserId user, double timestamp) {
    ResolvedSessionsTable table = new ResolvedSessionsTable(decision.store());
    var row = new ResolvedSessionsTable.Row(session, user, timestamp);
    while (table.addIfAbsent(database, row) == 0) {
      Optional<UserId> before = table.userOf(database, session);
      if (before.isPresent()) {
        return before;
      }
    }
    decision.publish(
        List.of(
            InteractionEvent.resolve(database, session, user, timestamp, decision.acceptedAt())));
    return Optional.empty();
  }

  /**
   * Resolved sessions in the order of their ids.
   *
   * @param users whose; empty means everybody's
   * @param after the session that the page before ended with
   */
  List<ResolvedSessionsTable.Row> page(
      DatabaseId database, Optional<List<UserId>> users, Optional<SessionId> after, int amount) {
    return store.with(
        connection -> new ResolvedSessionsTable(connection).page(database, users, after, amount));
  }

  /** Some of a user's sessions, in the order of their ids. */
  public List<SessionId> of(DatabaseId database, UserId user, int amount) {
    return page(database, Optional.of(List.of(user)), Optional.empty(), amount).stream()
        .map(ResolvedSessionsTable.Row::session)
        .toList();
  }

  /** Those of the sessions that are resolved now; empty if the online store does not say. */
  public Optional<Set<SessionId>> among(DatabaseId database, Collection<SessionId> sessions) {
    if (store.isAway()) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          Set.copyOf(
              store.with(
                  connection -> new ResolvedSessionsTable(connection).among(database, sessions))));
    } catch (StoreUnavailableException e) {
      return Optional.empty();
    }
  }

  /** Makes the users' sessions anonymous again, within a decision about these users. */
  public static List<SessionId> free(
      Decision decision, DatabaseId database, Collection<UserId> users) {
    return new ResolvedSessionsTable(decision.store()).deleteOf(database, users);
  }
}

package io.tastelake.serving.http;

import io.tastelake.domain.identity.AccountId;
import io.tastelake.domain.identity.Actor;
import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.domain.identity.OrganizationId;
import io.tastelake.domain.identity.SessionId;
import io.tastelake.domain.identity.UserId;
import java.util.Optional;
import java.util.Set;

/**
 * Who makes a request, as its token says.
 *
 * @param database the one database that the token opens; empty after a login that named none
 * @param frontendUser the user that a frontend token is bound to
 * @param frontendSession the session that a frontend token is bound to
 * @param generation of the account's tokens: those of other generations are void
 * @param serviceKey the id of the key that the login used: the token is void without it
 */
public record Caller(
    AccountId account,
    OrganizationId organization,
    Role role,
    Optional<DatabaseId> database,
    Optional<UserId> frontendUser,
    Optional<SessionId> frontendSession,
    int generation,
    Optional<String> serviceKey) {

  /** A caller whose account has made no tokens void, and who logged in with a password. */
  public Caller(
      AccountId account,
      OrganizationId organization,
      Role role,
      Optional<DatabaseId> database,
      Optional<UserId> frontendUser,
      Optional<SessionId> frontendSession) {
    this(account, organization, role, database, frontendUser, frontendSession, 0, Optional.empty());
  }

  /**
   * Refuses other roles.
   *
   * @throws ApiException {@code INCORRECT_ROLE} unless the role is one of {@code allowed}
   */
  public void requireOneOf(Set<Role> allowed) {
    if (!allowed.contains(role)) {
      throw ApiException.forbidden(
          ErrorName.INCORRECT_ROLE,
          "An account of role "
              + role.wireName()
              + " may not do this: use one of role "
              + String.join(", ", allowed.stream().map(Role::wireName).sorted().toList())
              + ".");
    }
  }

  /**
   * Refuses frontend tokens of other users.
   *
   * @throws ApiException {@code INCORRECT_FRONTEND_USER_ID} if this is a frontend token that is not
   *     bound to {@code user}
   */
  public void requireAccessTo(UserId user) {
    if (role == Role.FRONTEND && !frontendUser.filter(user::equals).isPresent()) {
      throw ApiException.forbidden(
          ErrorName.INCORRECT_FRONTEND_USER_ID,
          "The token is not bound to this user: log in with its frontend_user_id.");
    }
  }

  /**
   * Refuses frontend tokens of others; one that is bound to nobody may act for any session.
   *
   * @throws ApiException {@code INCORRECT_FRONTEND_SESSION_ID} if this is a frontend token that is
   *     bound, but not to {@code session}
   */
  public void requireAccessTo(SessionId session) {
    if (role == Role.FRONTEND
        && isBound()
        && !frontendSession.filter(session::equals).isPresent()) {
      throw otherSession();
    }
  }

  /**
   * Refuses frontend tokens what is not theirs to read: another session than their own.
   *
   * @param session empty if what is read is of no session
   * @throws ApiException {@code INCORRECT_FRONTEND_SESSION_ID} if the caller may not
   */
  public void requireReadOf(Optional<SessionId> session) {
    boolean own = session.isEmpty() || session.equals(frontendSession);
    if (role == Role.FRONTEND && !own) {
      throw otherSession();
    }
  }

  /** Whether this is a frontend token that is bound to nobody. */
  public boolean isAnybody() {
    return role == Role.FRONTEND && !isBound();
  }

  private boolean isBound() {
    return frontendUser.isPresent() || frontendSession.isPresent();
  }

  private static ApiException otherSession() {
    return ApiException.forbidden(
        ErrorName.INCORRECT_FRONTEND_SESSION_ID,
        "The token is not bound to this session: log in with its frontend_session_id.");
  }

  /**
   * The user that a frontend token is bound to.
   *
   * @throws ApiException {@code INCORRECT_FRONTEND_USER_ID} if it is bound to none
   */
  public UserId requireFrontendUser() {
    return frontendUser.orElseThrow(
        () ->
            ApiException.forbidden(
                ErrorName.INCORRECT_FRONTEND_USER_ID,
                "The token is not bound to a user: log in with a frontend_user_id."));
  }

  /**
   * The session that a frontend token is bound to.
   *
   * @throws ApiException {@code INCORRECT_FRONTEND_SESSION_ID} if it is bound to none
   */
  public SessionId requireFrontendSession() {
    return frontendSession.orElseThrow(
        () ->
            ApiException.forbidden(
                ErrorName.INCORRECT_FRONTEND_SESSION_ID,
                "The token is not bound to a session: log in with a frontend_session_id."));
  }

  /** The one that a frontend token is bound to; the user if it is bound to a session, too. */
  public Optional<Actor> frontendActor() {
    return frontendUser.map(Actor::of).or(() -> frontendSession.map(Actor::of));
  }

  /** Names the one that a frontend token is bound to; empty text if it is bound to nobody. */
  public String frontendSubject() {
    return frontendUser.map(user -> "user " + user.value()).orElse("")
        + frontendSession.map(session -> " session " + session.value()).orElse("");
  }

  /** The database that the token opens. */
  public DatabaseId requireDatabase() {
    return database.orElseThrow(
        () ->
            ApiException.wrongData(
                ErrorName.WRONG_PARAMETER,
                "The token has no database: log in with db_id or db_name."));
  }
}

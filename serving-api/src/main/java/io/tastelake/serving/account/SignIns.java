package io.tastelake.serving.account;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tastelake.domain.identity.SessionId;
import io.tastelake.domain.identity.UserId;
import io.tastelake.serving.database.Database;
import io.tastelake.serving.database.Databases;
import io.tastelake.serving.http.ApiException;
import io.tastelake.serving.http.Caller;
import io.tastelake.serving.http.ErrorName;
import io.tastelake.serving.http.JsonFields;
import io.tastelake.serving.http.Role;
import io.tastelake.serving.session.ResolvedSessions;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** What every way of logging in has in common. Thread-safe. */
public final class SignIns {

  private static final double MILLIS = 1000;

  private final Databases databases;
  private final Passwords passwords;
  private final AccessTokens accessTokens;
  private final RefreshTokens refreshTokens;
  private final ResolvedSessions sessions;
  private final Clock clock;

  /** A password is checked even if nobody has the name: the time taken tells nothing. */
  private final String nobodysHash;

  public SignIns(
      Databases databases,
      Passwords passwords,
      AccessTokens accessTokens,
      RefreshTokens refreshTokens,
      ResolvedSessions sessions,
      Clock clock) {
    this.databases = databases;
    this.passwords = passwords;
    this.accessTokens = accessTokens;
    this.refreshTokens = refreshTokens;
    this.sessions = sessions;
    this.clock = clock;
    this.nobodysHash = passwords.hash("nobody");
  }

  /**
   * The candidate that the password belongs to.
   *
   * @throws ApiException {@code INCORRECT_PASSWORD} if it belongs to none
   */
  Account authenticate(List<Account> candidates, String password) {
    for (Account candidate : candidates) {
      if (passwords.matches(password, candidate.passwordHash())) {
        return candidate;
      }
    }
    if (candidates.isEmpty()) {
      passwords.matches(password, nobodysHash);
    }
    throw ApiException.unauthorized(
        ErrorName.INCORRECT_PASSWORD, "Name and password do not match: check both.");
  }

  /**
   * The database that {@code db_id} or {@code db_name} names, if one is there.
   *
   * @throws ApiException {@code DATABASE_NOT_FOUND} if the account's organization has none such
   */
  Optional<Database> database(Account account, JsonFields fields) {
    Optional<String> id = fields.text("db_id");
    Optional<String> name = fields.text("db_name");
    if (id.isEmpty() && name.isEmpty()) {
      return Optional.empty();
    }
    Optional<Database> found =
        id.isPresent()
            ? databases.withId(id.get())
            : databases.named(account.organization(), name.get());
    return Optional.of(
        found
            .filter(database -> database.organization().equals(account.organization()))
            .filter(database -> name.isEmpty() || database.name().equals(name.get()))
            .orElseThrow(
                () ->
                    ApiException.notFound(
                        ErrorName.DATABASE_NOT_FOUND, "database", id.or(() -> name).get())));
  }

  /**
   * The caller that {@code account} becomes; {@code frontend_user_id} and {@code
   * frontend_session_id} bind one of role frontend, and both together resolve the session.
   *
   * @throws ApiException {@code WrongData} if the session is somebody else's
   */
  Caller caller(Account account, Optional<Database> database, JsonFields fields) {
    Optional<UserId> user = Optional.empty();
    Optional<SessionId> session = Optional.empty();
    if (account.role() == Role.FRONTEND) {
      Database opened = database.orElseThrow(SignIns::frontendWithoutDatabase);
      user = fields.id("frontend_user_id").map(id -> opened.types().user(id));
      session = fields.id("frontend_session_id").map(id -> opened.types().session(id));
      if (user.isPresent() && session.isPresent()) {
        sessions.bind(opened.id(), session.get(), user.get(), clock.millis() / MILLIS);
      }
    }
    return new Caller(
        account.id(),
        account.organization(),
        account.role(),
        database.map(Database::id),
        user,
        session);
  }

  /** Writes new tokens for {@code caller} and what they open. */
  void write(JsonGenerator json, Caller caller, Optional<Database> database) throws IOException {
    write(json, caller, database, refreshTokens.issue(caller));
  }

  /** Writes a new access token for {@code caller}, the refresh token, and what they open. */
  void write(JsonGenerator json, Caller caller, Optional<Database> database, String refreshToken)
      throws IOException {
    json.writeStringField("token", accessTokens.issue(caller));
    json.writeStringField("refresh_token", refreshToken);
    json.writeStringField("org_id", caller.organization().value());
    json.writeStringField("role", caller.role().wireName());
    if (database.isPresent()) {
      writeDatabase(json, database.get());
    }
  }

  /** Writes the member {@code database}. */
  static void writeDatabase(JsonGenerator json, Database database) throws IOException {
    json.writeObjectFieldStart("database");
    database.writeMembers(json);
    json.writeEndObject();
  }

  /** Writes the member {@code account} of a person. */
  static void writePerson(JsonGenerator json, Account account) throws IOException {
    json.writeObjectFieldStart("account");
    json.writeStringField("id", account.id().value());
    json.writeStringField("role", account.role().wireName());
    json.writeStringField("email", account.login());
    json.writeEndObject();
  }

  private static ApiException frontendWithoutDatabase() {
    return ApiException.wrongData(
        ErrorName.WRONG_DATA_TYPE,
        "A frontend account must log in to a database: name it with db_id or db_name.");
  }
}

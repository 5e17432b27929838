package io.tastelake.serving.account;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tastelake.domain.identity.SessionId;
import io.tastelake.domain.identity.UserId;
import io.tastelake.serving.database.Database;
import io.tastelake.serving.database.Databases;
import io.tastelake.serving.http.ApiException;
import io.tastelake.serving.http.AuditLog;
import io.tastelake.serving.http.Caller;
import io.tastelake.serving.http.ErrorName;
import io.tastelake.serving.http.JsonFields;
import io.tastelake.serving.http.Role;
import io.tastelake.serving.session.ResolvedSessions;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** What every way of logging in has in common. Thread-safe. */
public final class SignIns {

  private static final double MILLIS = 1000;

  private final Databases databases;
  private final Passwords passwords;
  private final AccessTokens accessTokens;
  private final RefreshTokens refreshTokens;
  private final ResolvedSessions sessions;
  private final Clock clock;
  private final Accounts accounts;
  private final Guesses guesses;

  /** A password is checked even if nobody has the name: the time taken tells nothing. */
  private final String nobodysHash;

  public SignIns(
      Accounts accounts,
      Databases databases,
      Passwords passwords,
      AccessTokens accessTokens,
      RefreshTokens refreshTokens,
      ResolvedSessions sessions,
      Clock clock) {
    this.accounts = accounts;
    this.databases = databases;
    this.passwords = passwords;
    this.accessTokens = accessTokens;
    this.refreshTokens = refreshTokens;
    this.sessions = sessions;
    this.clock = clock;
    this.guesses = new Guesses(clock);
    this.nobodysHash = passwords.hash("nobody");
  }

  /**
   * The account that the password belongs to. All candidates are tried: the time taken tells
   * nothing.
   *
   * @param candidates accounts of that login, of one organization or several
   * @throws ApiException {@code INCORRECT_PASSWORD} if it belongs to none, {@code WrongData} if to
   *     more than one, {@code RATE_LIMIT_OVERFLOW} if the caller has to wait
   */
  Account authenticate(Attempt attempt, Supplier<List<Account>> candidates, String password) {
    try {
      guesses.requireLeave(attempt);
    } catch (ApiException e) {
      AuditLog.note(AuditLog.Event.LOGIN_DELAYED, attempt.address(), null, Map.of());
      throw e;
    }
    List<Account> tried = candidates.get();
    List<Account> meant =
        tried.stream()
            .filter(candidate -> passwords.matches(password, candidate.passwordHash()))
            .toList();
    if (tried.isEmpty()) {
      passwords.matches(password, nobodysHash);
    }
    if (meant.isEmpty()) {
      guesses.wrong(attempt);
      refuse(attempt, tried, "password");
      throw ApiException.unauthorized(
          ErrorName.INCORRECT_PASSWORD, "Name and password do not match: check both.");
    }
    if (meant.size() > 1) {
      refuse(attempt, meant, "ambiguous");
      throw ambiguous();
    }
    guesses.right(attempt);
    return upgraded(meant.get(0), password);
  }

  private Account upgraded(Account account, String password) {
    if (Passwords.isWeak(account.passwordHash())) {
      accounts.rehash(account, passwords.hash(password));
    }
    return account;
  }

  /** Names accounts, never what was typed: some type their password for a name. */
  private static void refuse(Attempt attempt, List<Account> accounts, String reason) {
    refuse(attempt.address(), accounts, reason);
  }

  /** The same of a login that sends no password. */
  static void refuse(String address, List<Account> accounts, String reason) {
    String named =
        accounts.stream().map(account -> account.id().value()).collect(Collectors.joining(" "));
    AuditLog.note(
        AuditLog.Event.LOGIN_REFUSED,
        address,
        null,
        Map.of("reason", reason, "accounts", named.isEmpty() ? "unknown" : named));
  }

  private static ApiException ambiguous() {
    return ApiException.wrongData(
        ErrorName.WRONG_PARAMETER,
        "Several organizations have an account of this name and password: add org_id, or db_id of"
            + " one of the organization's databases.");
  }

  /** Those of the organization that {@code org_id} names, if it is there. */
  static List<Account> ofOrganization(List<Account> candidates, JsonFields fields) {
    Optional<String> organization = fields.text("org_id");
    return candidates.stream()
        .filter(account -> organization.map(account.organization().value()::equals).orElse(true))
        .toList();
  }

  /** People of this address; a database tells organizations apart. */
  List<Account> people(String email, JsonFields fields) {
    List<Account> all = ofOrganization(accounts.people(email), fields);
    Optional<Database> named = fields.text("db_id").flatMap(databases::withId);
    List<Account> meant =
        all.stream()
            .filter(
                account ->
                    named
                        .map(Database::organization)
                        .map(account.organization()::equals)
                        .orElse(true))
            .toList();
    return meant.isEmpty() ? all : meant;
  }

  /**
   * The database that {@code db_id} or {@code db_name} names, if one is there.
   *
   * @throws ApiException {@code DATABASE_NOT_FOUND} if the account's organization has none such, or
   *     the account is limited to others
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
            .filter(database -> account.limit().allows(database.id()))
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
    return caller(account, database, fields, Optional.empty());
  }

  /** The same, logged in with a key. */
  Caller caller(
      Account account, Optional<Database> database, JsonFields fields, Optional<String> key) {
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
        session,
        account.generation(),
        key);
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

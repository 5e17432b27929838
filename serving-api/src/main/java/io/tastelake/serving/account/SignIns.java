package io.tastelake.serving.account;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tastelake.domain.identity.OrganizationId;
import io.tastelake.domain.identity.SessionId;
import io.tastelake.domain.identity.UserId;
import io.tastelake.serving.database.Database;
import io.tastelake.serving.database.Databases;
import io.tastelake.serving.http.ApiException;
import io.tastelake.serving.http.AuditLog;
import io.tastelake.serving.http.Caller;
import io.tastelake.serving.http.ErrorName;
import io.tastelake.serving.http.JsonFields;
import io.tastelake.serving.http.RequestContext;
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

  private final PasswordTrial trial;

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
    this.trial = new PasswordTrial(passwords::matches, passwords.hash("nobody"));
  }

  /**
   * The account that the password belongs to. How long it takes, and what the answer says, tells
   * nobody how many candidates there are.
   *
   * @param candidates accounts of that login, of one organization or several
   * @param tries how many passwords are checked, however many candidates there are
   * @throws ApiException {@code INCORRECT_PASSWORD} if it belongs to none, or there are more
   *     candidates than tries, {@code WrongData} if to more than one, {@code RATE_LIMIT_OVERFLOW}
   *     if the caller has to wait
   */
  Account authenticate(
      Attempt attempt, Supplier<List<Account>> candidates, String password, int tries) {
    try {
      guesses.requireLeave(attempt);
    } catch (ApiException e) {
      AuditLog.note(AuditLog.Event.LOGIN_DELAYED, attempt.address(), null, Map.of());
      throw e;
    }
    List<Account> tried = candidates.get();
    List<Account> meant = trial.owners(tried, password, tries);
    if (meant.isEmpty()) {
      guesses.wrong(attempt);
      refuse(attempt, tried, tried.size() > tries ? "name of many organizations" : "password");
      throw ApiException.unauthorized(
          ErrorName.INCORRECT_PASSWORD,
          "Name and password do not match: check both. If several organizations may have the name,"
              + " add org_id, or db_id of one of the organization's databases.");
    }
    if (meant.size() > 1) {
      refuse(attempt, meant, "ambiguous");
      throw ambiguous();
    }
    guesses.right(attempt);
    return upgraded(meant.get(0), password);
  }

  private Account upgraded(Account account, String password) {
    if (passwords.isWeak(account.passwordHash())) {
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

  /** How many passwords a login checks: an organization has one account of a name. */
  static int tries(JsonFields fields) {
    return organization(fields).isPresent() ? 1 : PasswordTrial.CANDIDATES;
  }

  /** The organization that {@code org_id} names, if it is there. */
  static Optional<OrganizationId> organization(JsonFields fields) {
    return fields.text("org_id").map(OrganizationId::new);
  }

  /** People of this address; {@code org_id} or a database tells organizations apart. */
  List<Account> people(String email, JsonFields fields) {
    Optional<OrganizationId> organization = organization(fields);
    return organization.isPresent()
        ? accounts.person(organization.get(), email).stream().toList()
        : people(email, fields.text("db_id").flatMap(databases::withId));
  }

  /** People of this address: one of the database's organization, if it has one. */
  List<Account> people(String email, Optional<Database> database) {
    return database
        .flatMap(named -> accounts.person(named.organization(), email))
        .map(List::of)
        .orElseGet(() -> accounts.people(email));
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
   * frontend_session_id} bind one of role frontend.
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

  /**
   * Lets a caller in: counts the login and the row that it writes, and resolves the session that it
   * names together with a user.
   *
   * @throws ApiException {@code RATE_LIMIT_OVERFLOW} if the caller has to wait, {@code WrongData}
   *     if the session is somebody else's
   */
  void letIn(Caller caller, RequestContext context) {
    count(caller, context.client());
    context.countRow(caller);
    if (caller.frontendUser().isPresent() && caller.frontendSession().isPresent()) {
      sessions.bind(
          caller.requireDatabase(),
          caller.frontendSession().get(),
          caller.frontendUser().get(),
          clock.millis() / MILLIS);
    }
    AuditLog.note(AuditLog.Event.LOGIN_GRANTED, context.client(), caller, Map.of());
  }

  /**
   * Counts a login that stores a token.
   *
   * @throws ApiException {@code RATE_LIMIT_OVERFLOW} if the caller has to wait
   */
  void count(Caller caller, String address) {
    refreshTokens.count(caller, address);
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

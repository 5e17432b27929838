package io.tastelake.serving.account;

import io.tastelake.serving.database.Database;
import io.tastelake.serving.database.Databases;
import io.tastelake.serving.http.ApiException;
import io.tastelake.serving.http.AuditLog;
import io.tastelake.serving.http.Caller;
import io.tastelake.serving.http.ErrorName;
import io.tastelake.serving.http.Role;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How people come into the console: with the accounts of the API, and sessions of its own. */
public final class ConsoleSignIn {

  private static final Map<String, String> BY_CONSOLE = Map.of("by", "console");

  private final SignIns signIns;
  private final Accounts accounts;
  private final ServiceKeys keys;
  private final Databases databases;
  private final AccessTokens tokens;
  private final ConsoleSessions sessions;

  public ConsoleSignIn(
      SignIns signIns,
      Accounts accounts,
      ServiceKeys keys,
      Databases databases,
      AccessTokens tokens,
      ConsoleSessions sessions) {
    this.signIns = signIns;
    this.accounts = accounts;
    this.keys = keys;
    this.databases = databases;
    this.tokens = tokens;
    this.sessions = sessions;
  }

  /**
   * A new session of an account and a database: the one that is named, else the first of its
   * organization, if there is one.
   *
   * @param login a person's address, or a service account's name
   * @param database its name or id; empty for the first
   * @param client the address that the request comes from
   * @throws ApiException {@code INCORRECT_PASSWORD} if they do not match, {@code INCORRECT_ROLE} if
   *     it is a frontend account's, {@code RATE_LIMIT_OVERFLOW} if the caller has to wait
   */
  public String enter(String login, String password, String database, String client) {
    Signed signed = account(login, password, databases.withId(database), client);
    Account account = signed.account();
    if (account.role() == Role.FRONTEND) {
      throw ApiException.forbidden(
          ErrorName.INCORRECT_ROLE,
          "A frontend account may not use the console: log in with another one.");
    }
    Caller caller =
        caller(signed, database.isEmpty() ? first(account) : Optional.of(named(account, database)));
    signIns.count(caller, client);
    String session = sessions.begin(caller);
    AuditLog.note(AuditLog.Event.LOGIN_GRANTED, client, caller, BY_CONSOLE);
    return session;
  }

  /** Whose session it is, unless it has ended. */
  public Optional<Caller> caller(String session) {
    return sessions.caller(session);
  }

  /** An access token for what a page asks of the API: no browser gets it. */
  public String token(Caller caller) {
    return tokens.issue(caller);
  }

  /** Ends a session. */
  public void leave(String session, Caller caller, String client) {
    sessions.end(session, caller);
    AuditLog.note(AuditLog.Event.LOGGED_OUT, client, caller, BY_CONSOLE);
  }

  private Optional<Database> first(Account account) {
    return account
        .limit()
        .only()
        .map(only -> only.stream().flatMap(id -> databases.withId(id.value()).stream()).findFirst())
        .orElseGet(() -> databases.page(account.organization(), 1, 0).stream().findFirst());
  }

  private Database named(Account account, String name) {
    return databases
        .named(account.organization(), name)
        .or(() -> databases.withId(name))
        .filter(database -> database.organization().equals(account.organization()))
        .filter(database -> account.limit().allows(database.id()))
        .orElseThrow(() -> ApiException.notFound(ErrorName.DATABASE_NOT_FOUND, "database", name));
  }

  /** Who signed in, with a password or with the key of this id. */
  private record Signed(Account account, Optional<String> key) {}

  private Signed account(
      String login, String password, Optional<Database> database, String client) {
    if (login.indexOf('@') > 0) {
      String email = Emails.canonical(login);
      return new Signed(
          signIns.authenticate(
              new Attempt("person", email, client),
              () -> signIns.people(email, database),
              password,
              PasswordTrial.CANDIDATES),
          Optional.empty());
    }
    List<Account> named =
        database
            .flatMap(one -> accounts.service(one.organization(), login))
            .map(List::of)
            .orElseGet(() -> accounts.services(login));
    return keys.holder(named, password)
        .map(held -> new Signed(held.account(), Optional.of(held.key())))
        .orElseGet(
            () ->
                new Signed(
                    signIns.authenticate(
                        new Attempt("service", login, client),
                        () -> named,
                        password,
                        PasswordTrial.CANDIDATES),
                    Optional.empty()));
  }

  private static Caller caller(Signed signed, Optional<Database> database) {
    Account account = signed.account();
    return new Caller(
        account.id(),
        account.organization(),
        account.role(),
        database.map(Database::id),
        Optional.empty(),
        Optional.empty(),
        account.generation(),
        signed.key());
  }

  /** The databases that a caller may open: a backend's account only the one that it has open. */
  public List<Database> databases(Caller caller, int amount) {
    if (Role.ORGANIZATION.contains(caller.role())) {
      return databases.page(caller.organization(), amount, 0);
    }
    return caller.database().isEmpty() ? List.of() : List.of(databases.of(caller));
  }

  /**
   * A session of another database in place of this one, which ends as late as this one would.
   *
   * @throws ApiException {@code DATABASE_NOT_FOUND} if the organization has none of this id, {@code
   *     INCORRECT_ROLE} if the caller may not change the database
   */
  public String open(String session, Caller caller, String database) {
    caller.requireOneOf(Role.ORGANIZATION);
    Database found =
        databases
            .withId(database)
            .filter(other -> other.organization().equals(caller.organization()))
            .orElseThrow(
                () -> ApiException.notFound(ErrorName.DATABASE_NOT_FOUND, "database", database));
    return sessions.replace(
        session,
        new Caller(
            caller.account(),
            caller.organization(),
            caller.role(),
            Optional.of(found.id()),
            Optional.empty(),
            Optional.empty(),
            caller.generation(),
            caller.serviceKey()));
  }
}

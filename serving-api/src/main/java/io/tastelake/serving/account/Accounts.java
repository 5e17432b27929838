package io.tastelake.serving.account;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.tastelake.serving.http.ApiException;
import io.tastelake.serving.http.ErrorName;
import io.tastelake.serving.http.Role;
import io.tastelake.serving.identity.AccountId;
import io.tastelake.serving.identity.OrganizationId;
import io.tastelake.serving.store.DuplicateKeyException;
import io.tastelake.serving.store.OnlineStore;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/** The accounts of all organizations. Thread-safe. */
public final class Accounts {

  private static final String SELECT =
      "SELECT id, organization_id, kind, login, password_hash, role FROM accounts\n";

  private final OnlineStore store;
  private final Clock clock;

  /** Every request needs its account; one that is gone is missed within seconds. */
  private final Cache<AccountId, Account> known =
      Caffeine.newBuilder().maximumSize(100_000).expireAfterWrite(Duration.ofSeconds(5)).build();

  public Accounts(OnlineStore store, Clock clock) {
    this.store = store;
    this.clock = clock;
  }

  /**
   * Makes an organization together with its root account.
   *
   * @throws ApiException {@code DUPLICATED_ACCOUNT} if somebody has the root's address
   */
  void createOrganization(String name, Account root) {
    unlessDuplicated(
        root,
        """
        WITH organization AS (
          INSERT INTO organizations (id, name, created_at) VALUES (?, ?, ?)
          RETURNING id, created_at
        )
        INSERT INTO accounts (id, organization_id, kind, login, password_hash, role, created_at)
        SELECT ?, id, ?, ?, ?, ?, created_at FROM organization
        """,
        root.organization().value(),
        name,
        clock.instant().atOffset(ZoneOffset.UTC),
        root.id().value(),
        root.kind().name(),
        root.login(),
        root.passwordHash(),
        root.role().name());
  }

  /**
   * Adds an account to its organization.
   *
   * @throws ApiException {@code DUPLICATED_ACCOUNT} if the organization has one of this name
   */
  void create(Account account) {
    unlessDuplicated(
        account,
        """
        INSERT INTO accounts (id, organization_id, kind, login, password_hash, role, created_at)
        VALUES (?, ?, ?, ?, ?, ?, ?)
        """,
        account.id().value(),
        account.organization().value(),
        account.kind().name(),
        account.login(),
        account.passwordHash(),
        account.role().name(),
        clock.instant().atOffset(ZoneOffset.UTC));
  }

  /**
   * Takes an account away, and with it its refresh tokens.
   *
   * @return false if it was gone already
   */
  boolean delete(Account account) {
    int deleted = store.change("DELETE FROM accounts WHERE id = ?", account.id().value());
    known.invalidate(account.id());
    return deleted > 0;
  }

  /** Whether there is such an account; other instances miss a deleted one within five seconds. */
  boolean exists(AccountId id) {
    return known.get(id, wanted -> withId(wanted).orElse(null)) != null;
  }

  /** All accounts of an organization, in the order of their making. */
  List<Account> of(OrganizationId organization) {
    return store.list(
        SELECT + "WHERE organization_id = ? ORDER BY created_at, id",
        Accounts::read,
        organization.value());
  }

  /** The account of a person, of whichever organization. */
  Optional<Account> person(String email) {
    return store.first(
        SELECT + "WHERE kind IN ('ROOT', 'INDIVIDUAL') AND login = ?", Accounts::read, email);
  }

  /** Service accounts of this name, of several organizations. */
  List<Account> services(String name) {
    return store.list(
        SELECT + "WHERE kind = 'SERVICE' AND login = ? ORDER BY created_at, id LIMIT 8",
        Accounts::read,
        name);
  }

  /** Service accounts of this name, of organizations that have a database of that name. */
  List<Account> services(String name, String database) {
    return store.list(
        SELECT
            + """
            WHERE kind = 'SERVICE' AND login = ?
              AND organization_id IN (SELECT organization_id FROM databases WHERE name = ?)
            ORDER BY created_at, id LIMIT 8
            """,
        Accounts::read,
        name,
        database);
  }

  /** The service account of this name within one organization. */
  Optional<Account> service(OrganizationId organization, String name) {
    return store.first(
        SELECT + "WHERE organization_id = ? AND kind = 'SERVICE' AND login = ?",
        Accounts::read,
        organization.value(),
        name);
  }

  Optional<Account> withId(AccountId id) {
    return store.first(SELECT + "WHERE id = ?", Accounts::read, id.value());
  }

  private void unlessDuplicated(Account account, String sql, Object... parameters) {
    try {
      store.change(sql, parameters);
    } catch (DuplicateKeyException e) {
      throw ApiException.duplicated(ErrorName.DUPLICATED_ACCOUNT, "account", account.login());
    }
  }

  private static Account read(ResultSet row) throws SQLException {
    return new Account(
        new AccountId(row.getString("id")),
        new OrganizationId(row.getString("organization_id")),
        Account.Kind.valueOf(row.getString("kind")),
        row.getString("login"),
        row.getString("password_hash"),
        Role.valueOf(row.getString("role")));
  }
}

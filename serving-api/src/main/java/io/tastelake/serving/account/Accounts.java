package io.tastelake.serving.account;

import io.tastelake.domain.identity.AccountId;
import io.tastelake.domain.identity.OrganizationId;
import io.tastelake.serving.http.ApiException;
import io.tastelake.serving.http.ErrorName;
import io.tastelake.serving.http.Quota;
import io.tastelake.serving.http.Role;
import io.tastelake.serving.store.LastKnown;
import io.tastelake.store.AccountsTable;
import io.tastelake.store.DuplicateKeyException;
import io.tastelake.store.OnlineStore;
import io.tastelake.store.OrganizationsTable;
import io.tastelake.store.RefreshTokensTable;
import io.tastelake.store.StoreConnection;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/** The accounts of all organizations. Thread-safe. */
public final class Accounts {

  private final OnlineStore store;
  private final Clock clock;

  /** Every request needs its account; one that is gone is missed within seconds. */
  private final LastKnown<AccountId, Account> known;

  public Accounts(OnlineStore store, Clock clock) {
    this.store = store;
    this.clock = clock;
    this.known = new LastKnown<>(store, this::withId, 100_000);
  }

  /**
   * Makes an organization together with its root account.
   *
   * @throws ApiException {@code DUPLICATED_ACCOUNT} if another organization's root account has the
   *     address
   */
  void createOrganization(String name, Account root) {
    unlessDuplicated(
        root,
        transaction ->
            new AccountsTable(transaction).addOrganization(name, row(root), clock.instant()));
  }

  /**
   * Adds an account to its organization.
   *
   * @throws ApiException {@code DUPLICATED_ACCOUNT} if the organization has one of this name,
   *     {@code WRONG_PARAMETER} if it has too many
   */
  void create(Account account) {
    unlessDuplicated(
        account,
        transaction -> {
          new OrganizationsTable(transaction).lockToAdd(account.organization());
          AccountsTable table = new AccountsTable(transaction);
          Quota.ACCOUNTS.requireRoom(table.count(account.organization()));
          table.add(row(account), clock.instant());
        });
  }

  /**
   * Takes an account away, and with it its refresh tokens.
   *
   * @return false if it was gone already
   */
  boolean delete(Account account) {
    int deleted = store.with(connection -> new AccountsTable(connection).delete(account.id()));
    known.forget(account.id());
    return deleted > 0;
  }

  /**
   * Changes an account; all its tokens, of whichever kind, are void from now on, on other instances
   * within five seconds.
   *
   * @param passwordHash the new one, if it changes
   * @param role the new one, if it changes
   * @param limit which databases it may open, if that changes
   * @return false if the account is gone
   */
  boolean change(
      Account account,
      Optional<String> passwordHash,
      Optional<Role> role,
      Optional<DatabaseLimit> limit) {
    int changed =
        store.inTransaction(
            transaction -> {
              int unused = new RefreshTokensTable(transaction).deleteOf(account.id());
              AccountsTable table = new AccountsTable(transaction);
              limit.ifPresent(wanted -> table.limit(account.id(), wanted.only()));
              return table.change(account.id(), passwordHash, role.map(Role::name));
            });
    known.forget(account.id());
    return changed > 0;
  }

  /** Stores another hash of the same password. */
  void rehash(Account account, String hash) {
    store.run(
        connection ->
            new AccountsTable(connection).rehash(account.id(), account.passwordHash(), hash));
    known.forget(account.id());
  }

  /**
   * The account of this id, as it was within the last five seconds, or five minutes while the
   * online store does not answer; other instances miss a deleted one that long.
   */
  Optional<Account> present(AccountId id) {
    return known.of(id);
  }

  /** All accounts of an organization, in the order of their making. */
  List<Account> of(OrganizationId organization) {
    return list(table -> table.of(organization));
  }

  /** The accounts of this address, of several organizations. */
  List<Account> people(String email) {
    return list(table -> table.people(email));
  }

  /** The account of a person within one organization. */
  Optional<Account> person(OrganizationId organization, String email) {
    return find(table -> table.person(organization, email));
  }

  /** Service accounts of this name, of several organizations. */
  List<Account> services(String name) {
    return list(table -> table.services(name));
  }

  /** Service accounts of this name, of organizations that have a database of that name. */
  List<Account> services(String name, String database) {
    return list(table -> table.services(name, database));
  }

  /** The service account of this name within one organization. */
  Optional<Account> service(OrganizationId organization, String name) {
    return find(table -> table.service(organization, name));
  }

  Optional<Account> withId(AccountId id) {
    return find(table -> table.withId(id));
  }

  private Optional<Account> find(Function<AccountsTable, Optional<AccountsTable.Row>> query) {
    return store
        .with(connection -> query.apply(new AccountsTable(connection)))
        .map(Accounts::account);
  }

  private List<Account> list(Function<AccountsTable, List<AccountsTable.Row>> query) {
    return store.with(connection -> query.apply(new AccountsTable(connection))).stream()
        .map(Accounts::account)
        .toList();
  }

  private void unlessDuplicated(Account account, Consumer<StoreConnection> add) {
    try {
      boolean unused =
          store.inTransaction(
              transaction -> {
                add.accept(transaction);
                return true;
              });
    } catch (DuplicateKeyException e) {
      throw ApiException.duplicated(ErrorName.DUPLICATED_ACCOUNT, "account", account.login());
    }
  }

  private static AccountsTable.Row row(Account account) {
    return new AccountsTable.Row(
        account.id(),
        account.organization(),
        account.kind(),
        account.login(),
        account.passwordHash(),
        account.role().name(),
        account.generation(),
        account.limit().only());
  }

  private static Account account(AccountsTable.Row row) {
    return new Account(
        row.id(),
        row.organization(),
        row.kind(),
        row.login(),
        row.passwordHash(),
        Role.valueOf(row.role()),
        row.tokens(),
        new DatabaseLimit(row.databases()));
  }
}

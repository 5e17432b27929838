package io.tastelake.serving.account;

import io.tastelake.domain.identity.AccountId;
import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.domain.identity.OrganizationId;
import io.tastelake.serving.http.Role;
import io.tastelake.store.AccountsTable;
import java.util.Optional;

/**
 * Who may log in.
 *
 * @param login a service account's name, otherwise an e-mail address
 * @param passwordHash as {@link Passwords} makes it
 * @param generation of its tokens: those of others are void
 * @param limit which databases it may open
 */
record Account(
    AccountId id,
    OrganizationId organization,
    AccountsTable.Kind kind,
    String login,
    String passwordHash,
    Role role,
    int generation,
    DatabaseLimit limit) {

  /** A new account. */
  Account(
      AccountId id,
      OrganizationId organization,
      AccountsTable.Kind kind,
      String login,
      String passwordHash,
      Role role,
      DatabaseLimit limit) {
    this(id, organization, kind, login, passwordHash, role, 0, limit);
  }

  /** Whether what a login at that generation opened is open still. */
  boolean stillGrants(int granted, Optional<DatabaseId> database) {
    return granted == generation && database.map(limit::allows).orElse(true);
  }
}

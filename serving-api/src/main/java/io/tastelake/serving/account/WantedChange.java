package io.tastelake.serving.account;

import io.tastelake.serving.database.Databases;
import io.tastelake.serving.http.ApiException;
import io.tastelake.serving.http.Caller;
import io.tastelake.serving.http.ErrorName;
import io.tastelake.serving.http.JsonFields;
import io.tastelake.serving.http.Role;
import io.tastelake.store.AccountsTable;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What a request wants changed of an account. */
record WantedChange(
    Optional<String> password,
    Optional<Role> role,
    Optional<DatabaseLimit> limit,
    boolean revokesTokens,
    Optional<WantedProfile> profile) {

  /**
   * The fields {@code password}, {@code role}, {@code db_ids}, {@code revoke_tokens} and those of
   * the profile.
   *
   * @param possible what this kind of account may be
   * @throws ApiException {@code WrongData} if there is none of them or one is wrong, {@code
   *     INCORRECT_ROLE} if the caller may not give the role
   */
  static WantedChange of(
      JsonFields fields, Caller caller, Account account, Set<Role> possible, Databases databases) {
    Optional<String> password = NewPassword.optional(fields, account.login());
    Optional<Role> role =
        fields.text("role").map(unused -> WantedRole.of(fields, caller, possible));
    Optional<DatabaseLimit> limit = DatabaseLimit.wanted(fields, account.organization(), databases);
    DatabaseLimit unusedLimit =
        limit.orElse(account.limit()).checkedFor(role.orElse(account.role()));
    Optional<WantedProfile> profile = WantedProfile.of(fields);
    boolean revokes =
        password.isPresent()
            || role.isPresent()
            || limit.isPresent()
            || fields.flag("revoke_tokens").orElse(false);
    if (!revokes && profile.isEmpty()) {
      throw ApiException.wrongData(
          ErrorName.WRONG_DATA_TYPE,
          "There is nothing to change: send password, role, db_ids, first_name, last_name,"
              + " metadata, or revoke_tokens with the value true.");
    }
    if (account.kind() == AccountsTable.Kind.ROOT && role.orElse(Role.ROOT) != Role.ROOT) {
      throw ApiException.forbidden(
          ErrorName.INCORRECT_ROLE,
          "This is the organization's first account: its role cannot be changed.");
    }
    return new WantedChange(password, role, limit, revokes, profile);
  }

  /** Makes the change; returns false if the account is gone. */
  boolean make(Account account, Accounts accounts, Passwords passwords, Profiles profiles) {
    boolean noted = profile.isEmpty() || profiles.change(account.id(), profile.get());
    return noted
        && (!revokesTokens || accounts.change(account, password.map(passwords::hash), role, limit));
  }

  /** The same for the audit log, without the password. */
  Map<String, String> told(Account account) {
    return Map.of(
        "changed",
        account.id().value(),
        "profile",
        profile.isPresent() ? "new" : "kept",
        "password",
        password.isPresent() ? "new" : "kept",
        "changed_role",
        role.orElse(account.role()).wireName(),
        "databases",
        limit.orElse(account.limit()).told());
  }
}

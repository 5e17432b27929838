package io.tastelake.serving.account;

import io.tastelake.domain.identity.AccountId;
import io.tastelake.domain.identity.OrganizationId;
import io.tastelake.serving.http.AuditLog;
import io.tastelake.serving.http.Role;
import io.tastelake.serving.identity.RandomIds;
import io.tastelake.store.AccountsTable;
import java.util.Map;

/** Makes tenants. */
public final class Provisioning {

  private final Accounts accounts;
  private final Passwords passwords;
  private final RandomIds ids;

  public Provisioning(Accounts accounts, Passwords passwords, RandomIds ids) {
    this.accounts = accounts;
    this.passwords = passwords;
    this.ids = ids;
  }

  /**
   * Makes an organization whose root account logs in with this address and password.
   *
   * @throws io.tastelake.serving.http.ApiException {@code DUPLICATED_ACCOUNT} if another
   *     organization's root account has the address, {@code WrongData} if the password is too weak
   */
  public OrganizationId createOrganization(String name, String rootEmail, String password) {
    OrganizationId organization = new OrganizationId(ids.next());
    accounts.createOrganization(
        name,
        new Account(
            new AccountId(ids.next()),
            organization,
            AccountsTable.Kind.ROOT,
            Emails.canonical(rootEmail),
            passwords.hash(NewPassword.checked(password, rootEmail)),
            Role.ROOT,
            DatabaseLimit.NONE));
    AuditLog.note(
        AuditLog.Event.ORGANIZATION_CREATED,
        "operator",
        null,
        Map.of("created", organization.value()));
    return organization;
  }
}

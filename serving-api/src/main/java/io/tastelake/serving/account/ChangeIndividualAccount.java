package io.tastelake.serving.account;

import io.tastelake.serving.database.Databases;
import io.tastelake.serving.http.ApiException;
import io.tastelake.serving.http.AuditLog;
import io.tastelake.serving.http.Caller;
import io.tastelake.serving.http.Endpoint;
import io.tastelake.serving.http.ErrorName;
import io.tastelake.serving.http.JsonFields;
import io.tastelake.serving.http.RequestContext;
import io.tastelake.serving.http.Role;
import io.tastelake.serving.http.Route;

/**
 * {@code PATCH accounts/individual/}: a new password, role or limit to databases, and all tokens of
 * before are void; {@code revoke_tokens} does the latter alone. Names and metadata void nothing.
 */
public final class ChangeIndividualAccount implements Endpoint {

  private final Accounts accounts;
  private final Passwords passwords;
  private final Profiles profiles;
  private final Databases databases;

  public ChangeIndividualAccount(
      Accounts accounts, Passwords passwords, Profiles profiles, Databases databases) {
    this.accounts = accounts;
    this.passwords = passwords;
    this.profiles = profiles;
    this.databases = databases;
  }

  @Override
  public Route route() {
    return Route.patch("/accounts/individual", Role.ORGANIZATION);
  }

  @Override
  public void answer(RequestContext context) {
    Caller caller = context.caller();
    JsonFields fields = context.fields();
    String email = Emails.canonical(fields.requiredText("email"));
    Account account =
        accounts
            .person(caller.organization(), email)
            .filter(found -> allowed(found, caller))
            .orElseThrow(
                () ->
                    ApiException.notFound(
                        ErrorName.ACCOUNT_NOT_FOUND, "individual account", email));
    WantedChange change = WantedChange.of(fields, caller, account, Role.ALL, databases);
    if (!change.make(account, accounts, passwords, profiles)) {
      throw ApiException.notFound(ErrorName.ACCOUNT_NOT_FOUND, "individual account", email);
    }
    context.audit(AuditLog.Event.ACCOUNT_CHANGED, change.told(account));
    context.answerNothing();
  }

  /** Managers may not change a root. */
  private static boolean allowed(Account account, Caller caller) {
    WantedRole.requireAuthorityOver(caller, account.role());
    return true;
  }
}

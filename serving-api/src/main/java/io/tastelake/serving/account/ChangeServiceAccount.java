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
 * {@code PATCH accounts/service/}: a new password, role or limit to databases, and all tokens of
 * before are void; {@code revoke_tokens} does the latter alone. Names and metadata void nothing.
 */
public final class ChangeServiceAccount implements Endpoint {

  private final Accounts accounts;
  private final Passwords passwords;
  private final Profiles profiles;
  private final Databases databases;

  public ChangeServiceAccount(
      Accounts accounts, Passwords passwords, Profiles profiles, Databases databases) {
    this.accounts = accounts;
    this.passwords = passwords;
    this.profiles = profiles;
    this.databases = databases;
  }

  @Override
  public Route route() {
    return Route.patch("/accounts/service", Role.ORGANIZATION);
  }

  @Override
  public void answer(RequestContext context) {
    Caller caller = context.caller();
    JsonFields fields = context.fields();
    String name = fields.requiredText("name");
    Account account =
        accounts
            .service(caller.organization(), name)
            .orElseThrow(
                () -> ApiException.notFound(ErrorName.ACCOUNT_NOT_FOUND, "service account", name));
    WantedChange change =
        WantedChange.of(fields, caller, account, CreateServiceAccount.POSSIBLE, databases);
    if (!change.make(account, accounts, passwords, profiles)) {
      throw ApiException.notFound(ErrorName.ACCOUNT_NOT_FOUND, "service account", name);
    }
    context.audit(AuditLog.Event.ACCOUNT_CHANGED, change.told(account));
    context.answerNothing();
  }
}

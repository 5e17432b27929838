package io.tastelake.serving.account;

import io.tastelake.serving.http.ApiException;
import io.tastelake.serving.http.AuditLog;
import io.tastelake.serving.http.Caller;
import io.tastelake.serving.http.Endpoint;
import io.tastelake.serving.http.ErrorName;
import io.tastelake.serving.http.RequestContext;
import io.tastelake.serving.http.Role;
import io.tastelake.serving.http.Route;
import io.tastelake.store.AccountsTable;
import java.util.Map;

/** {@code DELETE accounts/individual/}: the account of that address, and its tokens. */
public final class DeleteIndividualAccount implements Endpoint {

  private final Accounts accounts;

  public DeleteIndividualAccount(Accounts accounts) {
    this.accounts = accounts;
  }

  @Override
  public Route route() {
    return Route.delete("/accounts/individual", Role.ORGANIZATION);
  }

  @Override
  public void answer(RequestContext context) {
    Caller caller = context.caller();
    String email = context.fields().requiredText("email");
    Account account =
        accounts
            .person(caller.organization(), Emails.canonical(email))
            .filter(found -> deletable(found, caller))
            .filter(accounts::delete)
            .orElseThrow(
                () ->
                    ApiException.notFound(
                        ErrorName.ACCOUNT_NOT_FOUND, "individual account", email));
    context.audit(AuditLog.Event.ACCOUNT_DELETED, Map.of("deleted", account.id().value()));
    context.answerNothing();
  }

  /** Without its first account nobody could ever again enter an organization as root. */
  private static boolean deletable(Account account, Caller caller) {
    WantedRole.requireAuthorityOver(caller, account.role());
    return isNotTheFirst(account);
  }

  /**
   * Refuses the organization's first account.
   *
   * @throws ApiException {@code INCORRECT_ROLE} if it is
   */
  static boolean isNotTheFirst(Account account) {
    if (account.kind() == AccountsTable.Kind.ROOT) {
      throw ApiException.forbidden(
          ErrorName.INCORRECT_ROLE,
          "This is the organization's first account and cannot be deleted: only an operator can"
              + " remove it.");
    }
    return true;
  }
}

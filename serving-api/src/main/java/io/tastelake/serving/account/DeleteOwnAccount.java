package io.tastelake.serving.account;

import io.tastelake.serving.http.ApiException;
import io.tastelake.serving.http.AuditLog;
import io.tastelake.serving.http.Caller;
import io.tastelake.serving.http.Endpoint;
import io.tastelake.serving.http.ErrorName;
import io.tastelake.serving.http.RequestContext;
import io.tastelake.serving.http.Role;
import io.tastelake.serving.http.Route;
import java.util.Map;

/**
 * {@code DELETE accounts/}: the caller's own account, and its tokens. Not for backends and
 * frontends, whose credentials lie in programs and pages: whoever finds them must not end a shop.
 */
public final class DeleteOwnAccount implements Endpoint {

  private final Accounts accounts;

  public DeleteOwnAccount(Accounts accounts) {
    this.accounts = accounts;
  }

  @Override
  public Route route() {
    return Route.delete("/accounts", Role.ORGANIZATION);
  }

  @Override
  public void answer(RequestContext context) {
    Caller caller = context.caller();
    String id = caller.account().value();
    Account account =
        accounts
            .present(caller.account())
            .filter(DeleteIndividualAccount::isNotTheFirst)
            .filter(accounts::delete)
            .orElseThrow(() -> ApiException.notFound(ErrorName.ACCOUNT_NOT_FOUND, "account", id));
    context.audit(AuditLog.Event.ACCOUNT_DELETED, Map.of("deleted", account.id().value()));
    context.answerNothing();
  }
}

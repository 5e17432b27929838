package io.tastelake.serving.account;

import io.tastelake.serving.http.ApiException;
import io.tastelake.serving.http.AuditLog;
import io.tastelake.serving.http.Endpoint;
import io.tastelake.serving.http.ErrorName;
import io.tastelake.serving.http.RequestContext;
import io.tastelake.serving.http.Role;
import io.tastelake.serving.http.Route;
import java.util.Map;

/** {@code DELETE accounts/service/}: the account of that name, and its tokens. */
public final class DeleteServiceAccount implements Endpoint {

  private final Accounts accounts;

  public DeleteServiceAccount(Accounts accounts) {
    this.accounts = accounts;
  }

  @Override
  public Route route() {
    return Route.delete("/accounts/service", Role.ORGANIZATION);
  }

  @Override
  public void answer(RequestContext context) {
    String name = context.fields().requiredText("name");
    Account account =
        accounts
            .service(context.caller().organization(), name)
            .filter(accounts::delete)
            .orElseThrow(
                () -> ApiException.notFound(ErrorName.ACCOUNT_NOT_FOUND, "service account", name));
    context.audit(AuditLog.Event.ACCOUNT_DELETED, Map.of("deleted", account.id().value()));
    context.answerNothing();
  }
}

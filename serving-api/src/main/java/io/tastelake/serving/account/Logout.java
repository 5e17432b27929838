package io.tastelake.serving.account;

import io.tastelake.serving.http.ApiException;
import io.tastelake.serving.http.AuditLog;
import io.tastelake.serving.http.Caller;
import io.tastelake.serving.http.Endpoint;
import io.tastelake.serving.http.ErrorName;
import io.tastelake.serving.http.JsonFields;
import io.tastelake.serving.http.RequestContext;
import io.tastelake.serving.http.Role;
import io.tastelake.serving.http.Route;
import java.util.Map;
import java.util.Optional;

/**
 * {@code POST logout/}: takes back the {@code refresh_token} of the body or, with {@code
 * everywhere}, all tokens of the account. Of a frontend account, which many people share, these are
 * the refresh tokens of the user and session that the caller is bound to.
 */
public final class Logout implements Endpoint {

  private final Accounts accounts;
  private final RefreshTokens refreshTokens;

  public Logout(Accounts accounts, RefreshTokens refreshTokens) {
    this.accounts = accounts;
    this.refreshTokens = refreshTokens;
  }

  @Override
  public Route route() {
    return Route.post("/logout", Role.ALL);
  }

  @Override
  public void answer(RequestContext context) {
    JsonFields fields = context.fields();
    Optional<String> token = fields.text("refresh_token");
    boolean everywhere = fields.flag("everywhere").orElse(false);
    if (token.isEmpty() && !everywhere) {
      throw ApiException.wrongData(
          ErrorName.WRONG_DATA_TYPE,
          "The field refresh_token is missing: send the token to take back, or everywhere with the"
              + " value true.");
    }
    token.ifPresent(one -> refreshTokens.revoke(context.caller(), one));
    if (everywhere) {
      revokeAll(context.caller());
    }
    context.audit(AuditLog.Event.LOGGED_OUT, Map.of("everywhere", Boolean.toString(everywhere)));
    context.answerNothing();
  }

  private boolean isRevoked(Account account) {
    return accounts.change(account, Optional.empty(), Optional.empty(), Optional.empty());
  }

  private void revokeAll(Caller caller) {
    if (caller.role() == Role.FRONTEND) {
      refreshTokens.revokeAllOfSubject(caller);
    } else {
      boolean unused =
          accounts.withId(caller.account()).filter(account -> isRevoked(account)).isPresent();
    }
  }
}

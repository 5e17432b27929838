package io.tastelake.serving.account;

import io.tastelake.serving.http.ApiException;
import io.tastelake.serving.http.Caller;
import io.tastelake.serving.http.Callers;
import io.tastelake.serving.http.ErrorName;

/** Callers whose account is still there: a token outlives its account by seconds. Thread-safe. */
public final class PresentCallers implements Callers {

  private final Callers tokens;
  private final Accounts accounts;

  public PresentCallers(Callers tokens, Accounts accounts) {
    this.tokens = tokens;
    this.accounts = accounts;
  }

  @Override
  public Caller of(String authorization) {
    Caller caller = tokens.of(authorization);
    if (!accounts.exists(caller.account())) {
      throw ApiException.unauthorized(
          ErrorName.INCORRECT_REFRESH_TOKEN,
          "The account of this token was deleted: log in with another one.");
    }
    return caller;
  }
}

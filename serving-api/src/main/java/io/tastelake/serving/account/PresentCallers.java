package io.tastelake.serving.account;

import io.tastelake.serving.http.ApiException;
import io.tastelake.serving.http.Caller;
import io.tastelake.serving.http.Callers;
import io.tastelake.serving.http.ErrorName;

/** Callers whose account is still there: a token outlives its account by seconds. Thread-safe. */
public final class PresentCallers implements Callers {

  private final AccessTokens tokens;
  private final Accounts accounts;

  public PresentCallers(AccessTokens tokens, Accounts accounts) {
    this.tokens = tokens;
    this.accounts = accounts;
  }

  @Override
  public Caller of(String authorization) {
    return tokens.of(authorization);
  }

  @Override
  public void requirePresent(Caller caller) {
    Account account = accounts.present(caller.account()).orElseThrow(PresentCallers::gone);
    if (account.generation() != caller.generation()) {
      throw ApiException.jwtRevoked();
    }
  }

  private static ApiException gone() {
    return ApiException.unauthorized(
        ErrorName.INCORRECT_JWT_TOKEN,
        "The account of this token was deleted: log in with another one.");
  }
}

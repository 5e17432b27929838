package io.tastelake.serving.account;

import io.tastelake.serving.http.ApiException;
import io.tastelake.serving.http.Caller;
import io.tastelake.serving.http.Callers;
import io.tastelake.serving.http.ErrorName;

/**
 * Callers whose account is still there, and the key that they logged in with: a token outlives both
 * by seconds. Thread-safe.
 */
public final class PresentCallers implements Callers {

  private final AccessTokens tokens;
  private final Accounts accounts;
  private final ServiceKeys keys;

  public PresentCallers(AccessTokens tokens, Accounts accounts, ServiceKeys keys) {
    this.tokens = tokens;
    this.accounts = accounts;
    this.keys = keys;
  }

  @Override
  public Caller of(String authorization) {
    return tokens.of(authorization);
  }

  @Override
  public void requirePresent(Caller caller) {
    Account account = accounts.present(caller.account()).orElseThrow(PresentCallers::gone);
    if (!account.stillGrants(caller.generation(), caller.database())
        || !keys.isGood(caller.serviceKey())) {
      throw ApiException.jwtRevoked();
    }
  }

  private static ApiException gone() {
    return ApiException.unauthorized(
        ErrorName.INCORRECT_JWT_TOKEN,
        "The account of this token was deleted: log in with another one.");
  }
}

package io.tastelake.serving.account;

import io.tastelake.serving.http.ApiException;
import io.tastelake.serving.http.Caller;
import io.tastelake.serving.http.ErrorName;
import io.tastelake.serving.http.Limits;
import io.tastelake.serving.http.Sha256;
import io.tastelake.store.OnlineStore;
import io.tastelake.store.RefreshTokensTable;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;

/** Opaque tokens that live 30 days and are exchanged for access tokens. Thread-safe. */
public final class RefreshTokens {

  private static final Duration LIFE = Duration.ofDays(30);
  private static final Duration NEAR_EXPIRY = Duration.ofDays(3);
  private static final int BYTES = 32;

  private final OnlineStore store;
  private final SecureRandom random;
  private final Clock clock;
  private final ServiceKeys keys;
  private final LoginRates rates;

  public RefreshTokens(
      OnlineStore store, ServiceKeys keys, Limits.Rates rates, SecureRandom random, Clock clock) {
    this.rates = new LoginRates(rates);
    this.store = store;
    this.keys = keys;
    this.random = random;
    this.clock = clock;
  }

  /**
   * Counts a token that will be issued: each is kept for weeks.
   *
   * @throws ApiException {@code RATE_LIMIT_OVERFLOW} if there were too many
   */
  void count(Caller caller, String address) {
    rates.count(caller, address);
  }

  /** A new token for {@code caller}. */
  String issue(Caller caller) {
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    String token = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    Instant now = clock.instant();
    store.run(
        connection -> {
          RefreshTokensTable table = new RefreshTokensTable(connection);
          int unused = table.deleteExpiredBefore(now.minus(LIFE));
          table.add(hash(token), row(caller, now.plus(LIFE)));
        });
    return token;
  }

  /**
   * What {@code token} stands for.
   *
   * @throws ApiException {@code RefreshTokenExpired} if it is too old, {@code
   *     INCORRECT_REFRESH_TOKEN} if it was never issued, or revoked, or its key expired
   */
  RefreshTokensTable.Row redeem(String token) {
    RefreshTokensTable.Row grant =
        store
            .with(connection -> new RefreshTokensTable(connection).withHash(hash(token)))
            .orElseThrow(RefreshTokens::unknown);
    if (!keys.isGood(grant.serviceKey())) {
      throw unknown();
    }
    if (!grant.expiresAt().isAfter(clock.instant())) {
      throw ApiException.refreshTokenExpired();
    }
    return grant;
  }

  /** Takes back one token of the caller's account, if it is one. */
  void revoke(Caller caller, String token) {
    int unused =
        store.with(
            connection -> new RefreshTokensTable(connection).delete(caller.account(), hash(token)));
  }

  /** Takes back all tokens of the user and session that a frontend caller is bound to. */
  void revokeAllOfSubject(Caller caller) {
    int unused =
        store.with(
            connection ->
                new RefreshTokensTable(connection)
                    .deleteOf(caller.account(), caller.frontendUser(), caller.frontendSession()));
  }

  /** The token was never issued, or it went with its account, key or database. */
  static ApiException unknown() {
    return ApiException.unauthorized(
        ErrorName.INCORRECT_REFRESH_TOKEN, "The refresh token is unknown: log in again.");
  }

  /** Whether a token that expires then should be replaced now. */
  boolean nearExpiry(Instant expiresAt) {
    return clock.instant().plus(NEAR_EXPIRY).isAfter(expiresAt);
  }

  private static RefreshTokensTable.Row row(Caller caller, Instant expiresAt) {
    return new RefreshTokensTable.Row(
        caller.account(),
        caller.database(),
        caller.frontendUser(),
        caller.frontendSession(),
        expiresAt,
        caller.generation(),
        caller.serviceKey());
  }

  private static byte[] hash(String token) {
    return Sha256.begin().digest(token.getBytes(StandardCharsets.UTF_8));
  }
}

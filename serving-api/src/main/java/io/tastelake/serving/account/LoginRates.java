package io.tastelake.serving.account;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import io.tastelake.serving.http.ApiException;
import io.tastelake.serving.http.Caller;
import io.tastelake.serving.http.Limits;
import java.time.Duration;

/**
 * How often an account logs in: each login stores a refresh token for weeks, and whoever has a
 * frontend account's public key can log in. An account has a token bucket, and each client address
 * of it a smaller one, which hold a minute's logins. Thread-safe.
 */
final class LoginRates {

  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final Limits.Rates rates;
  private final Cache<Holder, Bucket> buckets =
      Caffeine.newBuilder().expireAfterAccess(MINUTE).maximumSize(200_000).build();

  /** Whose logins are counted together; of all addresses if none is named. */
  private record Holder(String account, String address) {}

  LoginRates(Limits.Rates rates) {
    this.rates = rates;
  }

  /**
   * Counts a login that is granted.
   *
   * @throws ApiException {@code RATE_LIMIT_OVERFLOW} if there were too many
   */
  void count(Caller caller, String address) {
    String account = caller.account().value();
    requireOne(
        new Holder(account, address),
        rates.addressLoginsPerMinute(),
        "The client's address exceeded %,d logins to the account per minute");
    requireOne(
        new Holder(account, ""),
        rates.loginsPerMinute(),
        "The account exceeded %,d logins per minute");
  }

  private void requireOne(Holder holder, long max, String problem) {
    Bucket bucket =
        buckets.get(
            holder,
            unused ->
                Bucket.builder()
                    .addLimit(limit -> limit.capacity(max).refillGreedy(max, MINUTE))
                    .build());
    if (!bucket.tryConsume(1)) {
      throw ApiException.tooManyRequests(
          problem.formatted(max)
              + ": keep the tokens that a login returns, or wait as long as Retry-After says.",
          Duration.ofNanos(bucket.estimateAbilityToConsume(1).getNanosToWaitForRefill()));
    }
  }
}

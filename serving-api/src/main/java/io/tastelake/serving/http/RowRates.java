package io.tastelake.serving.http;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import java.time.Duration;
import java.util.List;

/**
 * What callers may send. Rows a second: token buckets of one second. Who has a token left may send
 * any legal body, and is in debt until its rows have flowed in: so bodies larger than the bucket
 * pass, and the mean holds. Each frontend subject has a bucket; since whoever has the public key of
 * a frontend account makes as many subjects as it likes, one of the account and one of the client
 * address stand above them. Idempotency-Keys a day: the same. Thread-safe.
 */
final class RowRates {

  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Duration DAY = Duration.ofDays(1);

  /** Of a frontend account's keys, what is one address's. */
  private static final int ADDRESSES = 100;

  private final Limits.Rates rates;

  /** Kept longer than any debt lasts. */
  private final Cache<Holder, Bucket> rows =
      Caffeine.newBuilder().expireAfterAccess(Duration.ofMinutes(5)).maximumSize(200_000).build();

  private final Cache<Holder, Bucket> keys =
      Caffeine.newBuilder().expireAfterAccess(DAY).maximumSize(100_000).build();

  /** Whose rows are counted together; parts that do not tell holders apart are empty. */
  private record Holder(String account, String frontend, String address) {}

  /** A bucket and whom it stands for. */
  private record Limit(Bucket bucket, String whom, long most) {}

  RowRates(Limits.Rates rates) {
    this.rates = rates;
  }

  /**
   * Counts one row, which every request is at least.
   *
   * @throws ApiException {@code RATE_LIMIT_OVERFLOW} if the caller is in debt
   */
  void begin(Caller caller, String address) {
    for (Limit limit : limits(caller, address)) {
      requireOne(
          limit.bucket(), "%s exceeded %,d rows per second".formatted(limit.whom(), limit.most()));
    }
  }

  /** Counts further rows, on credit if need be. */
  void count(Caller caller, String address, long more) {
    if (more > 0) {
      for (Limit limit : limits(caller, address)) {
        var unused = limit.bucket().consumeIgnoringRateLimits(more);
      }
    }
  }

  /**
   * Counts an Idempotency-Key, which is kept for a day.
   *
   * @throws ApiException {@code RATE_LIMIT_OVERFLOW} if the caller has used up its own
   */
  void countKey(Caller caller, String address) {
    String account = caller.account().value();
    long most = rates.keysPerDay();
    if (caller.role() == Role.FRONTEND) {
      long mine = Math.max(1, most / ADDRESSES);
      requireOne(
          bucket(keys, new Holder(account, "", address), mine, DAY),
          "The client's address exceeded %,d Idempotency-Keys in 24 hours".formatted(mine));
    }
    requireOne(
        bucket(keys, new Holder(account, "", ""), most, DAY),
        "The account exceeded %,d Idempotency-Keys in 24 hours".formatted(most));
  }

  private List<Limit> limits(Caller caller, String address) {
    String account = caller.account().value();
    Limit own =
        limit(
            new Holder(account, caller.frontendSubject(), ""),
            rates.rowsPerSecond(),
            "The account");
    if (caller.role() != Role.FRONTEND) {
      return List.of(own);
    }
    return List.of(
        own,
        limit(
            new Holder(account, "", address), rates.addressRowsPerSecond(), "The client's address"),
        limit(
            new Holder(account, "all", ""), rates.frontendRowsPerSecond(), "The frontend account"));
  }

  private Limit limit(Holder holder, long most, String whom) {
    return new Limit(bucket(rows, holder, most, SECOND), whom, most);
  }

  private static void requireOne(Bucket bucket, String problem) {
    if (!bucket.tryConsume(1)) {
      throw ApiException.tooManyRequests(
          problem + ": wait as long as Retry-After says.",
          Duration.ofNanos(bucket.estimateAbilityToConsume(1).getNanosToWaitForRefill()));
    }
  }

  private static Bucket bucket(
      Cache<Holder, Bucket> buckets, Holder holder, long most, Duration period) {
    return buckets.get(
        holder,
        unused ->
            Bucket.builder()
                .addLimit(limit -> limit.capacity(most).refillGreedy(most, period))
                .build());
  }
}

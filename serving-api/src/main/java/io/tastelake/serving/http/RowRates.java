package io.tastelake.serving.http;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.EstimationProbe;
import java.time.Duration;

/**
 * Rows a second of each account, and of each frontend subject: a token bucket of one second. Who
 * has a token left may send any legal body, and is in debt until its rows have flowed in: so bodies
 * larger than the bucket pass, and the mean holds. Thread-safe.
 */
final class RowRates {

  private final long rowsPerSecond;

  /** Longer than any debt lasts. */
  private final Cache<Subject, Bucket> buckets =
      Caffeine.newBuilder().expireAfterAccess(Duration.ofMinutes(5)).maximumSize(1_000_000).build();

  /** Whose rows are counted together: frontend tokens of one account stand for many people. */
  private record Subject(String account, String frontend) {

    static Subject of(Caller caller) {
      return new Subject(caller.account().value(), caller.frontendSubject());
    }
  }

  RowRates(long rowsPerSecond) {
    this.rowsPerSecond = rowsPerSecond;
  }

  /**
   * Counts one row, which every request is at least.
   *
   * @throws ApiException {@code RATE_LIMIT_OVERFLOW} if the caller is in debt
   */
  void begin(Caller caller) {
    Bucket bucket = bucketOf(caller);
    if (!bucket.tryConsume(1)) {
      EstimationProbe probe = bucket.estimateAbilityToConsume(1);
      throw ApiException.tooManyRequests(
          "The account exceeded %,d rows per second: wait as long as Retry-After says."
              .formatted(rowsPerSecond),
          Duration.ofNanos(probe.getNanosToWaitForRefill()));
    }
  }

  /** Counts further rows, on credit if need be. */
  void count(Caller caller, long rows) {
    if (rows > 0) {
      var unused = bucketOf(caller).consumeIgnoringRateLimits(rows);
    }
  }

  private Bucket bucketOf(Caller caller) {
    return buckets.get(
        Subject.of(caller),
        subject ->
            Bucket.builder()
                .addLimit(
                    limit ->
                        limit
                            .capacity(rowsPerSecond)
                            .refillGreedy(rowsPerSecond, Duration.ofSeconds(1)))
                .build());
  }
}

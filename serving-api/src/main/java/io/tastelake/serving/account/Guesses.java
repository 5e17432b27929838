package io.tastelake.serving.account;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import io.tastelake.serving.http.ApiException;
import io.tastelake.serving.http.Sha256;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.TimeUnit;

/**
 * Slows down whoever guesses passwords, on this instance. Wrong passwords count against the pair of
 * a login and the address that they come from, so nobody locks anybody else out; after five of them
 * the pair waits, twice as long each time. Where one login is tried by many addresses, or many
 * logins by one, a pair gets one try. An address of very many wrong passwords waits for logins that
 * it has not entered before. Thread-safe.
 */
final class Guesses {

  private static final int TRIES = 5;
  private static final Duration FIRST_WAIT = Duration.ofSeconds(1);
  private static final Duration FIRST_WAIT_IN_A_FLOOD = Duration.ofSeconds(30);
  private static final Duration MAX_WAIT = Duration.ofMinutes(5);
  private static final Duration REMEMBERED = Duration.ofMinutes(15);
  private static final int DOUBLINGS = 10;

  /** So many wrong passwords in a quarter of an hour are more than people mistype. */
  private static final int FLOOD = 100;

  private static final long ADDRESS_BURST = 200;

  private final Clock clock;
  private final TimeMeter time =
      new TimeMeter() {
        @Override
        public long currentTimeNanos() {
          return TimeUnit.MILLISECONDS.toNanos(clock.millis());
        }

        @Override
        public boolean isWallClockBased() {
          return true;
        }
      };
  private final Cache<Pair, Wrong> pairs = remembering(REMEMBERED);
  private final Cache<String, Bucket> logins = remembering(REMEMBERED);
  private final Cache<String, Bucket> addresses = remembering(REMEMBERED);
  private final Cache<Pair, Boolean> entered = remembering(Duration.ofDays(1));

  /** A login and where it is tried from. */
  private record Pair(String login, String address) {}

  /**
   * What a pair got wrong.
   *
   * @param until Unix milliseconds until when it waits
   */
  private record Wrong(int times, long until) {}

  Guesses(Clock clock) {
    this.clock = clock;
  }

  private static <K, V> Cache<K, V> remembering(Duration time) {
    return Caffeine.newBuilder().expireAfterAccess(time).maximumSize(100_000).build();
  }

  /**
   * Refuses who has to wait, before anything is looked up.
   *
   * @throws ApiException {@code RATE_LIMIT_OVERFLOW} that says how long
   */
  void requireLeave(Attempt attempt) {
    Pair pair = pair(attempt);
    Wrong wrong = pairs.getIfPresent(pair);
    if (wrong != null && wrong.until() > clock.millis()) {
      throw wait(Duration.ofMillis(wrong.until() - clock.millis()));
    }
    Bucket bucket = addresses.getIfPresent(pair.address());
    boolean spent = bucket != null && bucket.getAvailableTokens() <= 0;
    if (spent && entered.getIfPresent(pair) == null) {
      throw wait(Duration.ofNanos(bucket.estimateAbilityToConsume(1).getNanosToWaitForRefill()));
    }
  }

  /** Notes a wrong password. */
  void wrong(Attempt attempt) {
    Pair pair = pair(attempt);
    boolean fromOne = count(addresses, pair.address());
    boolean forOne = count(logins, pair.login());
    boolean flood = fromOne || forOne;
    int tries = flood ? 1 : TRIES;
    Duration first = flood ? FIRST_WAIT_IN_A_FLOOD : FIRST_WAIT;
    var unused =
        pairs
            .asMap()
            .merge(
                pair,
                new Wrong(1, until(1 - tries, first)),
                (before, one) ->
                    new Wrong(before.times() + 1, until(before.times() + 1 - tries, first)));
  }

  /** Notes the right password. */
  void right(Attempt attempt) {
    Pair pair = pair(attempt);
    pairs.invalidate(pair);
    entered.put(pair, true);
  }

  /** Counts one, and says whether it is one of a flood. */
  private boolean count(Cache<String, Bucket> buckets, String key) {
    Bucket bucket = buckets.get(key, unused -> bucket());
    boolean unused = bucket.tryConsume(1);
    return bucket.getAvailableTokens() < ADDRESS_BURST - FLOOD;
  }

  private Bucket bucket() {
    return Bucket.builder()
        .withCustomTimePrecision(time)
        .addLimit(limit -> limit.capacity(ADDRESS_BURST).refillGreedy(1, Duration.ofSeconds(1)))
        .build();
  }

  private long until(int beyond, Duration first) {
    if (beyond < 0) {
      return 0;
    }
    long wait = first.toMillis() << Math.min(beyond, DOUBLINGS);
    return clock.millis() + Math.min(wait, MAX_WAIT.toMillis());
  }

  /** Logins are as long as callers like: their digests are not. */
  private static Pair pair(Attempt attempt) {
    byte[] login = (attempt.way() + ' ' + attempt.login()).getBytes(StandardCharsets.UTF_8);
    return new Pair(
        Base64.getEncoder().encodeToString(Sha256.begin().digest(login)), attempt.address());
  }

  private static ApiException wait(Duration wait) {
    return ApiException.tooManyRequests(
        "Too many wrong passwords for this login: wait as long as Retry-After says.", wait);
  }
}

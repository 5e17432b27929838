package io.tastelake.serving.http;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * How many requests are worked on at once, and whose. Others are refused at once, before any of
 * them is worked on. A part is kept free of whoever has many in flight, so that nobody takes all.
 * Thread-safe.
 */
final class Admission {

  private static final Duration SOON = Duration.ofSeconds(1);

  private final int reserved;
  private final Supplier<ApiException> full;
  private final String many;
  private final Map<String, Integer> taken = new HashMap<>();
  private int free;

  /** What a request holds while it is worked on. */
  @FunctionalInterface
  interface Place extends AutoCloseable {

    /** Of requests that hold no place. */
    Place NONE = () -> {};

    @Override
    void close();
  }

  /**
   * Admits requests of callers.
   *
   * @param places how many at once
   * @param reserved places for holders that have fewer than these
   * @param full what is answered when all are taken
   * @param many what is told to a holder of many
   */
  private Admission(int places, int reserved, Supplier<ApiException> full, String many) {
    this.reserved = Math.min(Math.max(1, reserved), Math.max(1, places - 1));
    this.full = full;
    this.many = many;
    this.free = places;
  }

  /** For {@code places} requests at once. */
  static Admission ofRequests(int places) {
    return new Admission(
        places,
        places / 8,
        () ->
            ApiException.overloaded(
                "This instance is at its limit of concurrent requests and did not process this one:"
                    + " retry."),
        "Too many of the account's requests are in flight: send fewer at once.");
  }

  /** For {@code places} logins at once, from addresses. */
  static Admission ofLogins(int places) {
    String many = "Too many logins are in flight: wait as long as Retry-After says.";
    return new Admission(places, places / 4, () -> ApiException.tooManyRequests(many, SOON), many);
  }

  /**
   * A place for a request.
   *
   * @param holder whose place it is
   * @throws ApiException {@code TooManyRequests} if what is left is not for the holder, and what
   *     this answers if all are taken
   */
  synchronized Place enter(String holder) {
    int mine = taken.getOrDefault(holder, 0);
    if (free == 0) {
      throw full.get();
    }
    if (free <= reserved && mine >= reserved) {
      throw ApiException.tooManyRequests(many, SOON);
    }
    free--;
    taken.merge(holder, 1, Integer::sum);
    return () -> leave(holder);
  }

  private synchronized void leave(String holder) {
    free++;
    taken.computeIfPresent(holder, (key, count) -> count == 1 ? null : count - 1);
  }
}

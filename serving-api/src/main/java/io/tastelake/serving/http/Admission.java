package io.tastelake.serving.http;

import io.tastelake.serving.fairness.FairShares;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * How many requests are worked on at once, and whose. Others are refused at once, before any of
 * them is worked on. The more callers have requests in flight, the fewer each may have, so that
 * nobody, nor a few together, take all. Thread-safe.
 */
final class Admission {

  private static final Duration SOON = Duration.ofSeconds(1);

  private final FairShares shares;
  private final Supplier<ApiException> full;
  private final String many;

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
   * @param generosity a caller has at most so many times what stays free
   * @param full what is answered when all are taken
   * @param many what is told to a holder of many
   */
  private Admission(int places, int generosity, Supplier<ApiException> full, String many) {
    this.shares = new FairShares(places, generosity, 1);
    this.full = full;
    this.many = many;
  }

  /** For {@code places} requests at once, of which one caller alone may have seven of eight. */
  static Admission ofRequests(int places) {
    return new Admission(
        places,
        7,
        () ->
            ApiException.overloaded(
                "This instance is at its limit of concurrent requests and did not process this one:"
                    + " retry."),
        "Too many of the account's requests are in flight: send fewer at once.");
  }

  /** For {@code places} logins at once, of which one address alone may have three of four. */
  static Admission ofLogins(int places) {
    String many = "Too many logins are in flight: wait as long as Retry-After says.";
    return new Admission(places, 3, () -> ApiException.tooManyRequests(many, SOON), many);
  }

  /**
   * A place for a request.
   *
   * @param holder whose place it is
   * @throws ApiException {@code TooManyRequests} if what is left is not for the holder, and what
   *     this answers if all are taken
   */
  Place enter(String holder) {
    if (!shares.take(holder)) {
      throw shares.isEmpty() ? full.get() : ApiException.tooManyRequests(many, SOON);
    }
    return () -> shares.giveBack(holder);
  }
}

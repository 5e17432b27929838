package io.tastelake.batch.parity;

import io.tastelake.contracts.log.MicrosecondClock;
import java.time.Duration;
import java.time.Instant;

/**
 * The moments at whose states something may be served: from as long before as is promised to as
 * long after as clocks differ.
 *
 * @param from Unix microseconds
 * @param to Unix microseconds, included
 */
record Window(long from, long to) {

  /** How far the clocks of two machines may be apart; {@code admin doctor} warns beyond. */
  static final Duration CLOCKS_DIFFER = Duration.ofSeconds(5);

  /** Around the moment when something was served. */
  static Window before(Instant served, Duration staleness) {
    return new Window(
        MicrosecondClock.micros(served.minus(staleness)),
        MicrosecondClock.micros(served.plus(CLOCKS_DIFFER)));
  }

  /** Whether it was begun by then, and not over yet. */
  boolean holds(long micros) {
    return micros > from && micros <= to;
  }
}

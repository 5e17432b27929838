package io.tastelake.bench.faults;

import io.tastelake.bench.faults.FaultKind.Track;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * What happens on one track, by seed: each kind once, in random order, then all of them anew. Not
 * thread-safe.
 */
final class Plan {

  private final List<FaultKind> kinds;
  private final Random random;
  private final long maxPauseMillis;
  private final Deque<FaultKind> deck = new ArrayDeque<>();

  private Plan(List<FaultKind> kinds, Random random, long maxPauseMillis) {
    this.kinds = kinds;
    this.random = random;
    this.maxPauseMillis = maxPauseMillis;
  }

  /**
   * A fault.
   *
   * @param pause before it
   * @param length of what lasts
   * @param followed whether the next one waits until its change has come all the way to ratings
   */
  record Step(FaultKind kind, Duration pause, Duration length, boolean followed) {}

  static Plan of(Track track, Set<FaultKind> kinds, long seed) {
    long mixed = seed * 31 + track.salt();
    return new Plan(
        FaultKind.of(track, kinds), new Random(mixed), track == Track.NETWORK ? 6_000 : 9_000);
  }

  boolean isEmpty() {
    return kinds.isEmpty();
  }

  Step next() {
    if (deck.isEmpty()) {
      List<FaultKind> shuffled = new ArrayList<>(kinds);
      Collections.shuffle(shuffled, random);
      deck.addAll(shuffled);
    }
    return new Step(
        deck.remove(),
        Duration.ofMillis(1_000 + (long) (random.nextDouble() * maxPauseMillis)),
        length(),
        random.nextInt(3) == 0);
  }

  /** Mostly short; at times longer than what sessions, heartbeats and drivers wait. */
  private Duration length() {
    double most = random.nextInt(4) == 0 ? 14_000 : 3_000;
    return Duration.ofMillis(200 + (long) (random.nextDouble() * most));
  }
}

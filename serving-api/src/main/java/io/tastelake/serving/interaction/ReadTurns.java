package io.tastelake.serving.interaction;

import io.tastelake.serving.fairness.FairShares;
import io.tastelake.serving.fairness.FairTurns;
import io.tastelake.serving.log.OverloadedException;
import io.tastelake.serving.store.Tenants;
import java.net.URI;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * Reads of the lake take turns: each keeps a processor busy, so of many at once all would be slow,
 * and those of whoever sends few as slow as those of whoever sends many. Thread-safe.
 */
final class ReadTurns {

  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final int GENEROSITY = 3;

  private final FairTurns turns;

  /**
   * Lets reads take turns.
   *
   * @param atOnce how many go on at once, of which one tenant alone has three of four
   */
  ReadTurns(int atOnce, Duration timeout) {
    this.turns = new FairTurns(new FairShares(atOnce, GENEROSITY, 1), timeout);
  }

  /** As many as processors can do; more where reads wait for a network. */
  static ReadTurns ofLake(URI lake) {
    boolean local = lake.getScheme() == null || lake.getScheme().equals("file");
    int each = local ? 2 : 16;
    return new ReadTurns(Math.max(2, Runtime.getRuntime().availableProcessors()) * each, TIMEOUT);
  }

  /**
   * Reads when it is this tenant's turn. A read within a read would wait for itself.
   *
   * @throws OverloadedException if that is not in time
   */
  <T> T inTurn(Supplier<T> read) {
    return turns.inTurn(
        Tenants.current(),
        read,
        () -> new OverloadedException("Too many reads are in progress: retry later."));
  }
}

package io.tastelake.batch.compaction;

import io.tastelake.batch.compaction.Compactor.Moved;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Compacts again and again, as long and as often as the configuration says. */
final class Rounds {

  private final CompactConfig config;

  Rounds(CompactConfig config) {
    this.config = config;
  }

  Moved run(Compactor compactor, Consumer<String> progress) {
    Moved all = Moved.NOTHING;
    for (int round = 1; round <= config.rounds(); round++) {
      long started = System.nanoTime();
      Moved moved = compactor.round();
      all = all.plus(moved);
      progress.accept(
          "round %d of %d: %d moves, %d rows written"
              .formatted(round, config.rounds(), moved.moves(), moved.rows()));
      if (round < config.rounds() && !waited(started + config.every().toNanos())) {
        return all;
      }
    }
    return all;
  }

  /** Whether the time came; if the job is interrupted instead, it ends between two rounds. */
  private static boolean waited(long until) {
    try {
      TimeUnit.NANOSECONDS.sleep(until - System.nanoTime());
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}

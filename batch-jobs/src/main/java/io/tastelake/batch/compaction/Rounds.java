package io.tastelake.batch.compaction;

import io.tastelake.batch.compaction.Compactor.Moved;
import io.tastelake.batch.maintenance.HeldLock;
import io.tastelake.domain.time.Pause;
import java.util.function.Consumer;
import java.util.function.Function;

/** Compacts again and again, as long and as often as the configuration says. */
final class Rounds {

  /** Does a round while no other maintenance job runs. */
  @FunctionalInterface
  interface Turns {

    Done take(Function<HeldLock, Done> round);
  }

  /** What all rounds did. */
  record Done(Moved moved, long tablesVacuumed) {}

  private final CompactConfig config;
  private final Turns turns;

  /** Rounds that wait for their turn each. */
  Rounds(CompactConfig config, Turns turns) {
    this.config = config;
    this.turns = turns;
  }

  Done run(Compactor compactor, Vacuum vacuum, Consumer<String> progress) {
    Done all = new Done(Moved.NOTHING, 0);
    for (int round = 1; round <= config.rounds(); round++) {
      long started = System.nanoTime();
      Done done = turns.take(held -> new Done(compactor.round(held), vacuum.deleteReplaced(held)));
      all = new Done(all.moved().plus(done.moved()), all.tablesVacuumed() + done.tablesVacuumed());
      progress.accept(
          "round %d of %d: %s, %d rows written"
              .formatted(round, config.rounds(), moves(done.moved()), done.moved().rows()));
      if (round < config.rounds() && !waited(started + config.every().toNanos())) {
        return all;
      }
    }
    return all;
  }

  private static String moves(Moved moved) {
    return moved.moves() == 1 ? "1 move" : moved.moves() + " moves";
  }

  /** Whether the time came; if the job is interrupted instead, it ends between two rounds. */
  private static boolean waited(long until) {
    try {
      Pause.until(until);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}

package io.tastelake.batch.deletion;

import io.tastelake.batch.maintenance.HeldLock;
import io.tastelake.contracts.log.MicrosecondClock;
import io.tastelake.store.ForgetsTable;
import io.tastelake.store.ForgottenActor;
import io.tastelake.store.ForgottenTastes;
import io.tastelake.store.RefreshTokensTable;
import io.tastelake.store.RefusedTastesTable;
import io.tastelake.store.ServedSamplesTable;
import io.tastelake.store.ShownListsTable;
import io.tastelake.store.StoreConnection;
import java.util.List;
import java.util.function.ToLongFunction;

/**
 * What the online store still holds of forgotten actors. The API deletes given ratings and sessions
 * when it decides a FORGET, and {@code update-taste} the rest when it reads it; this finds what was
 * written before the FORGET was decided, and never what came later.
 */
final class OnlineTraces {

  private static final int BATCH = 5_000;

  private final HeldLock held;
  private final ForgottenTastes tastes;
  private final RefusedTastesTable refused;
  private final RefreshTokensTable tokens;
  private final ForgetsTable forgets;
  private final ServedSamplesTable samples;
  private final ShownListsTable lists;

  OnlineTraces(StoreConnection store, HeldLock held) {
    this.held = held;
    this.tastes = new ForgottenTastes(store);
    this.refused = new RefusedTastesTable(store);
    this.tokens = new RefreshTokensTable(store);
    this.forgets = new ForgetsTable(store);
    this.samples = new ServedSamplesTable(store);
    this.lists = new ShownListsTable(store);
  }

  /** Deletes them; returns how many rows there were. */
  long delete(List<Forgotten> actors) {
    long rows =
        deleted(actors, tastes::delete)
            + deleted(actors, tastes::deleteTombstones)
            + deleted(actors, refused::deleteOfForgotten)
            + deleted(actors, tokens::deleteOfForgotten)
            + deleted(actors, samples::deleteOfForgotten)
            + deleted(actors, lists::deleteOfForgotten);
    held.require();
    return rows + forgets.deleteOld();
  }

  /**
   * How many rows from before their FORGETs are left, but for what notes what was served: an
   * instance may be writing some, which the runs of the next day delete.
   */
  long left(List<Forgotten> actors) {
    return sum(actors, tastes::left)
        + sum(actors, refused::leftOfForgotten)
        + sum(actors, tokens::leftOfForgotten);
  }

  private long deleted(List<Forgotten> actors, ToLongFunction<List<ForgottenActor>> delete) {
    return sum(
        actors,
        batch -> {
          held.require();
          return delete.applyAsLong(batch);
        });
  }

  /** The sum of what {@code count} says of some actors at a time. */
  private static long sum(List<Forgotten> actors, ToLongFunction<List<ForgottenActor>> count) {
    long sum = 0;
    for (int from = 0; from < actors.size(); from += BATCH) {
      List<Forgotten> batch = actors.subList(from, Math.min(actors.size(), from + BATCH));
      sum += count.applyAsLong(batch.stream().map(OnlineTraces::known).toList());
    }
    return sum;
  }

  /** As the store's tables know them. */
  private static ForgottenActor known(Forgotten actor) {
    return new ForgottenActor(
        actor.database(),
        actor.actor(),
        MicrosecondClock.instant(actor.forgottenAt()),
        actor.forGood());
  }
}

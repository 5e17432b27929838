package io.tastelake.batch.repair;

import io.tastelake.batch.repair.LackedEvents.Forgotten;
import io.tastelake.contracts.log.MicrosecondClock;
import io.tastelake.domain.identity.Actor;
import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.store.ForgetsTable;
import java.io.Serializable;
import java.util.HashMap;

/** The forgets of the last day, as the online store has decided them, for Spark's tasks. */
final class OnlineForgets implements Serializable {

  private static final long serialVersionUID = 1;

  /** Of each actor what {@link Forgotten} has, since ids are no serializable types. */
  private final HashMap<String, long[]> byActor = new HashMap<>();

  static OnlineForgets in(ForgetsTable table) {
    OnlineForgets forgets = new OnlineForgets();
    table.forEach(
        forget -> {
          String actor = text(forget.database(), forget.actor());
          Forgotten known = forgets.of(actor);
          Forgotten decided =
              new Forgotten(
                  forget.offset().orElse(Long.MAX_VALUE),
                  MicrosecondClock.micros(forget.forgottenAt()));
          Forgotten both = known.and(decided);
          forgets.byActor.put(actor, new long[] {both.below(), both.at()});
        });
    return forgets;
  }

  Forgotten of(DatabaseId database, Actor actor) {
    return of(text(database, actor));
  }

  private Forgotten of(String actor) {
    long[] known = byActor.get(actor);
    return known == null ? Forgotten.NOTHING : new Forgotten(known[0], known[1]);
  }

  private static String text(DatabaseId database, Actor actor) {
    return database.value() + '\n' + actor.kind() + '\n' + actor.id();
  }
}

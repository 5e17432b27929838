package io.tastelake.serving.decision;

import io.tastelake.contracts.lake.LogPosition;
import io.tastelake.contracts.log.MicrosecondClock;
import io.tastelake.domain.identity.Actor;
import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.domain.identity.InteractionId;
import io.tastelake.domain.interaction.Change;
import io.tastelake.domain.interaction.InteractionEvent;
import io.tastelake.domain.interaction.LoggedEvent;
import io.tastelake.domain.interaction.Operation;
import io.tastelake.store.ForgetsTable;
import io.tastelake.store.OnlineStore;
import io.tastelake.store.StoreConnection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * The FORGETs of the last day, so that listings which read an older version of the lake hide who
 * was forgotten since. No cursor lives so long. Thread-safe.
 */
public final class Forgets {

  private final OnlineStore store;

  public Forgets(OnlineStore store) {
    this.store = store;
  }

  /** Forgets actors of one database, all with one id and from one moment on. */
  public static void forget(
      Decision decision,
      DatabaseId database,
      InteractionId forgetId,
      long acceptedAt,
      List<Actor> actors) {
    new ForgetsTable(decision.store())
        .add(database, forgetId, MicrosecondClock.instant(acceptedAt), actors);
    decision.publish(
        actors.stream()
            .map(actor -> InteractionEvent.forget(database, actor, forgetId, acceptedAt))
            .toList());
  }

  /** Notes where published FORGETs stand; of one that was published twice, the first place. */
  static void place(StoreConnection transaction, List<LoggedEvent> published) {
    List<LoggedEvent> forgets =
        published.stream()
            .filter(logged -> logged.event().operation() == Operation.FORGET)
            .toList();
    if (forgets.isEmpty()) {
      return;
    }
    ForgetsTable table = new ForgetsTable(transaction);
    int unused = table.deleteOld();
    table.place(forgets.stream().map(Forgets::place).toList());
  }

  private static ForgetsTable.Place place(LoggedEvent forget) {
    return new ForgetsTable.Place(
        ((Change.Forgotten) forget.event().change()).id().orElseThrow(),
        forget.event().actor(),
        forget.partition(),
        forget.offset());
  }

  /** The newest FORGET of an actor within the last day; what was listed before it is void. */
  public Optional<UUID> newest(DatabaseId database, Actor actor) {
    return store
        .with(connection -> new ForgetsTable(connection).newest(database, actor))
        .map(InteractionId::value);
  }

  /** The actors whose newest FORGETs lie beyond {@code covered}, or are not in the log yet. */
  public Set<Actor> beyond(DatabaseId database, Actor.Kind kind, LogPosition covered) {
    return new HashSet<>(
        store.with(connection -> new ForgetsTable(connection).beyond(database, kind, covered)));
  }
}

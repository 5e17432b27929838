package io.tastelake.serving.decision;

import io.tastelake.contracts.lake.LogPosition;
import io.tastelake.contracts.log.MicrosecondClock;
import io.tastelake.domain.identity.Actor;
import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.domain.identity.InteractionId;
import io.tastelake.domain.interaction.InteractionEvent;
import io.tastelake.domain.interaction.LoggedEvent;
import io.tastelake.domain.interaction.Operation;
import io.tastelake.serving.store.OnlineStore;
import io.tastelake.serving.store.Statements;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * The FORGETs of the last day, so that listings which read an older version of the lake hide who
 * was forgotten since. No cursor lives so long. Thread-safe.
 */
public final class Forgets {

  private static final String PURGE =
      "DELETE FROM forgets WHERE forgotten_at < clock_timestamp() - interval '25 hours'";

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
    decision
        .store()
        .change(
            """
            INSERT INTO forgets (database_id, forget_id, forgotten_at, kind, actor_id)
            SELECT ?, ?, ?, kind, actor_id FROM unnest(?::text[], ?::text[]) AS a(kind, actor_id)
            """,
            database.value(),
            forgetId.value(),
            MicrosecondClock.instant(acceptedAt).atOffset(ZoneOffset.UTC),
            actors.stream().map(actor -> actor.kind().name()).toArray(String[]::new),
            actors.stream().map(Actor::id).toArray(String[]::new));
    decision.publish(
        actors.stream()
            .map(actor -> InteractionEvent.forget(database, actor, forgetId, acceptedAt))
            .toList());
  }

  /** Notes where published FORGETs stand; of one that was published twice, the first place. */
  static void place(Statements transaction, List<LoggedEvent> published) {
    List<LoggedEvent> forgets =
        published.stream()
            .filter(logged -> logged.event().operation() == Operation.FORGET)
            .toList();
    if (forgets.isEmpty()) {
      return;
    }
    transaction.change(PURGE);
    transaction.change(
        """
        UPDATE forgets SET log_partition = at.log_partition, log_offset = at.log_offset
        FROM unnest(?::uuid[], ?::text[], ?::text[], ?::integer[], ?::bigint[])
          AS at(forget_id, kind, actor_id, log_partition, log_offset)
        WHERE forgets.forget_id = at.forget_id AND forgets.kind = at.kind
          AND forgets.actor_id = at.actor_id AND forgets.log_offset IS NULL
        """,
        forgets.stream().map(f -> f.event().interaction().toString()).toArray(String[]::new),
        forgets.stream().map(f -> f.event().actor().kind().name()).toArray(String[]::new),
        forgets.stream().map(f -> f.event().actor().id()).toArray(String[]::new),
        forgets.stream().map(LoggedEvent::partition).toArray(Integer[]::new),
        forgets.stream().map(LoggedEvent::offset).toArray(Long[]::new));
  }

  /** The newest FORGET of an actor within the last day; what was listed before it is void. */
  public Optional<UUID> newest(DatabaseId database, Actor actor) {
    return store.first(
        """
        SELECT forget_id FROM forgets WHERE database_id = ? AND kind = ? AND actor_id = ?
        ORDER BY forgotten_at DESC LIMIT 1
        """,
        row -> row.getObject("forget_id", UUID.class),
        database.value(),
        actor.kind().name(),
        actor.id());
  }

  /** The actors whose newest FORGETs lie beyond {@code covered}, or are not in the log yet. */
  public Set<Actor> beyond(DatabaseId database, Actor.Kind kind, LogPosition covered) {
    Map<Integer, Long> next = covered.next();
    return new HashSet<>(
        store.list(
            """
            SELECT actor_id
            FROM forgets LEFT JOIN unnest(?::integer[], ?::bigint[]) AS covered(partition, next)
              ON log_partition = partition
            WHERE database_id = ? AND kind = ? AND (log_offset IS NULL OR log_offset >= coalesce(next, 0))
            """,
            row -> new Actor(kind, row.getString("actor_id")),
            next.keySet().toArray(Integer[]::new),
            next.values().toArray(Long[]::new),
            database.value(),
            kind.name()));
  }
}

package io.tastelake.contracts.lake;

import io.tastelake.domain.identity.Actor;
import io.tastelake.domain.identity.ActorHash;
import io.tastelake.domain.interaction.InteractionEvent;
import io.tastelake.domain.interaction.LoggedEvent;
import java.util.Comparator;

/** The order of rows inside a file, which keeps one actor's rows together. */
public final class RowOrder {

  /** By actor hash, actor kind, actor id, database and log offset. */
  public static final Comparator<LoggedEvent> COMPARATOR =
      Comparator.comparingLong(RowOrder::hash)
          .thenComparing(row -> row.event().actor().kind())
          .thenComparing(row -> row.event().actor().id())
          .thenComparing(row -> row.event().database().value())
          .thenComparingLong(LoggedEvent::offset);

  private RowOrder() {}

  /** The value of {@link InteractionsTable#ACTOR_HASH} in the row of {@code event}. */
  public static long hash(LoggedEvent row) {
    InteractionEvent event = row.event();
    Actor actor = event.actor();
    return ActorHash.of(event.database(), actor);
  }
}

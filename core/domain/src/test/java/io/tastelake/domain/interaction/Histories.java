package io.tastelake.domain.interaction;

import io.tastelake.domain.identity.Actor;
import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.domain.identity.InteractionId;
import io.tastelake.domain.identity.UserId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/**
 * Random histories as the log could hold them: offsets and acceptance times rise, half of them from
 * the first event of a partition on, a RECORD may be retried within {@link #RETRY_WINDOW}, a FORGET
 * too and then as it was, a RETRACT follows its RECORD, and all else may come at any place, any
 * number of times.
 */
public final class Histories {

  /** Microseconds after an event's first acceptance within which it may be retried. */
  public static final long RETRY_WINDOW = 60;

  public static final DatabaseId DATABASE = DatabaseId.of(new UUID(7, 7));
  public static final Actor ACTOR = Actor.of(new UserId("somebody"));

  private Histories() {}

  /** The events of one actor, in the order of their offsets; few interactions, much about each. */
  public static Arbitrary<List<LoggedEvent>> ofOneActor() {
    return steps().list().ofMaxSize(20).map(steps -> log(DATABASE, ACTOR, 0, steps));
  }

  /** The same for any actor. */
  public static Arbitrary<List<LoggedEvent>> of(DatabaseId database, Actor actor, int partition) {
    return steps().list().ofMaxSize(20).map(steps -> log(database, actor, partition, steps));
  }

  /** Lone events of every operation, of any actor. */
  public static Arbitrary<InteractionEvent> events() {
    Arbitrary<DatabaseId> databases =
        Combinators.combine(Arbitraries.longs(), Arbitraries.longs())
            .as((high, low) -> DatabaseId.of(new UUID(high, low)));
    Arbitrary<Actor> actors =
        Combinators.combine(
                Arbitraries.of(Actor.Kind.class),
                Arbitraries.strings().ofMaxLength(IdText.MAX_LENGTH).filter(IdText::isValid))
            .as(Actor::new);
    return Combinators.combine(databases, actors, steps(), Arbitraries.longs().between(0, 1L << 52))
        .as(
            (database, actor, step, acceptedAt) ->
                step.event(database, actor, id(actor, step.interaction()), acceptedAt));
  }

  private static Arbitrary<Step> steps() {
    Arbitrary<Operation> operations =
        Arbitraries.frequency(
            Tuple.of(8, Operation.RECORD),
            Tuple.of(8, Operation.AMEND),
            Tuple.of(2, Operation.RETRACT),
            Tuple.of(2, Operation.FORGET),
            Tuple.of(1, Operation.RESOLVE),
            Tuple.of(1, Operation.RATE),
            Tuple.of(1, Operation.UNRATE));
    return Combinators.combine(
            operations,
            Arbitraries.integers().between(0, 2),
            Arbitraries.integers().between(1, 15),
            Arbitraries.integers().between(0, 8),
            Arbitraries.integers().between(1, 30))
        .as(Step::new);
  }

  private static List<LoggedEvent> log(
      DatabaseId database, Actor actor, int partition, List<Step> steps) {
    List<LoggedEvent> events = new ArrayList<>();
    Map<InteractionId, Long> firstAccepted = new HashMap<>();
    Map<InteractionId, InteractionEvent> forgets = new HashMap<>();
    long offset = steps.isEmpty() || steps.get(0).gap() > 15 ? 0 : -steps.get(0).gap();
    long acceptedAt = 0;
    for (Step step : steps) {
      offset += step.gap();
      acceptedAt += step.gap();
      InteractionId id = id(actor, step.interaction());
      if (possible(step.operation(), firstAccepted.get(id), acceptedAt)) {
        if (step.operation() == Operation.RECORD) {
          firstAccepted.putIfAbsent(id, acceptedAt);
        }
        InteractionEvent event = step.event(database, actor, id, acceptedAt);
        InteractionEvent first = firstOf(event, forgets);
        if (acceptedAt <= first.acceptedAt() + RETRY_WINDOW) {
          events.add(new LoggedEvent(partition, offset, first));
        }
      }
    }
    return events;
  }

  /** What a FORGET is a retry of; any other event, and a FORGET without id, is itself. */
  private static InteractionEvent firstOf(
      InteractionEvent event, Map<InteractionId, InteractionEvent> forgets) {
    return event.change() instanceof Change.Forgotten forgotten && forgotten.id().isPresent()
        ? forgets.computeIfAbsent(forgotten.id().get(), id -> event)
        : event;
  }

  private static boolean possible(Operation operation, Long firstAccepted, long acceptedAt) {
    return switch (operation) {
      case RECORD -> firstAccepted == null || acceptedAt <= firstAccepted + RETRY_WINDOW;
      case RETRACT -> firstAccepted != null;
      case AMEND, FORGET, RESOLVE, RATE, UNRATE -> true;
    };
  }

  private static InteractionId id(Actor actor, int interaction) {
    return InteractionId.derived(DATABASE, actor.toString(), interaction);
  }
}

package io.tastelake.domain.interaction;

import io.tastelake.domain.identity.Actor;
import io.tastelake.domain.identity.Collisions;
import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.domain.identity.InteractionId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;

/**
 * A log of many actors by seed, in several partitions and two databases: some actors do much, some
 * share a hash, and all that can happen happens. Each call goes on where the last one ended.
 */
public final class RandomLog {

  /** Microseconds from one acceptance to the next: 30 seconds. */
  private static final long PACE = 30_000_000;

  private static final long RETRY_WINDOW = 24 * 3600 * 1_000_000L;

  private record Who(DatabaseId database, Actor actor) {

    /** Its hash is the same in every process, which that of an enum is not. */
    String text() {
      return database + actor.toString();
    }
  }

  private final Random random;
  private final int actors;
  private final long[] next;
  private final Map<Who, List<InteractionEvent>> recorded = new HashMap<>();
  private long acceptedAt = 1_700_000_000_000_000L;

  public RandomLog(long seed, int partitions, int actors) {
    this.random = new Random(seed);
    this.actors = actors;
    this.next = new long[partitions];
  }

  /** The following events, in the order of their acceptance. */
  public List<LoggedEvent> next(int amount) {
    List<LoggedEvent> events = new ArrayList<>(amount);
    for (int i = 0; i < amount; i++) {
      acceptedAt += PACE;
      Who who = who();
      int partition = Math.floorMod(who.text().hashCode(), next.length);
      events.add(new LoggedEvent(partition, next[partition]++, event(who)));
    }
    return events;
  }

  private Who who() {
    DatabaseId database = Collisions.DATABASES.get(random.nextInt(2));
    int number = (int) (actors * Math.pow(random.nextDouble(), 3));
    if (number < 2) {
      return new Who(database, Actor.of(Collisions.USERS.get(number)));
    }
    if (number < 4) {
      return new Who(database, Actor.of(Collisions.SESSIONS.get(number - 2)));
    }
    Actor.Kind kind = number % 3 == 0 ? Actor.Kind.SESSION : Actor.Kind.USER;
    return new Who(database, new Actor(kind, "actor-" + number));
  }

  private InteractionEvent event(Who who) {
    List<InteractionEvent> past = recorded.computeIfAbsent(who, actor -> new ArrayList<>());
    int dice = past.isEmpty() ? 0 : random.nextInt(100);
    return dice >= 97 ? retried(past) : fresh(who, past, operation(dice));
  }

  private static Operation operation(int dice) {
    if (dice < 75) {
      return Operation.RECORD;
    } else if (dice < 88) {
      return Operation.AMEND;
    } else if (dice < 93) {
      return Operation.RETRACT;
    } else if (dice < 95) {
      return Operation.FORGET;
    }
    return dice < 96 ? Operation.RESOLVE : Operation.RATE;
  }

  private InteractionEvent retried(List<InteractionEvent> past) {
    InteractionEvent first = past.get(past.size() - 1);
    boolean tooLate = acceptedAt - first.acceptedAt() > RETRY_WINDOW;
    return tooLate
        ? InteractionEvent.forget(first.database(), first.actor(), randomId(), acceptedAt)
        : first;
  }

  private InteractionId randomId() {
    return new InteractionId(new UUID(random.nextLong(), random.nextLong()));
  }

  private static InteractionId recordedId(InteractionEvent recorded) {
    return ((Change.Recorded) recorded.change()).interaction();
  }

  private InteractionEvent fresh(Who who, List<InteractionEvent> past, Operation operation) {
    Step step = new Step(operation, 0, 1 + random.nextInt(15), random.nextInt(50), 0);
    InteractionId id =
        operation == Operation.RECORD || operation == Operation.FORGET
            ? randomId()
            : recordedId(past.get(random.nextInt(past.size())));
    InteractionEvent event = step.event(who.database(), who.actor(), id, acceptedAt);
    if (operation == Operation.RECORD) {
      past.add(event);
    }
    return event;
  }
}

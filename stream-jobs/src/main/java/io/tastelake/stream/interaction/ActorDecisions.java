package io.tastelake.stream.interaction;

import io.tastelake.domain.interaction.ActorHistory;
import io.tastelake.domain.interaction.InteractionEvent;
import io.tastelake.domain.interaction.LoggedEvent;
import io.tastelake.domain.interaction.Operation;
import io.tastelake.domain.interaction.Ownership;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What was decided about an actor as a whole: its FORGETs and, of a session, its RESOLVEs. */
public record ActorDecisions(List<LoggedEvent> events) {

  public static final ActorDecisions NONE = new ActorDecisions(List.of());

  public ActorDecisions {
    events = List.copyOf(events);
  }

  /** These and one more, which may be among them already. */
  public ActorDecisions plus(LoggedEvent decision) {
    List<LoggedEvent> all = new ArrayList<>(events);
    if (all.stream().noneMatch(known -> known.offset() == decision.offset())) {
      all.add(LeanEvents.ofActor(decision));
    }
    return new ActorDecisions(all);
  }

  /** Without FORGETs, and without what they hide: as if it had never been. */
  public ActorDecisions purged() {
    return new ActorDecisions(
        events.stream()
            .filter(event -> event.event().operation() != Operation.FORGET)
            .filter(event -> !forgot(event))
            .toList());
  }

  /** Offsets below this one are forgotten; 0 if the actor never was. */
  public long forgottenBelow() {
    return events.isEmpty() ? 0 : ActorHistory.of(events).forgottenBelow();
  }

  /** Whose session it is, if it is one's. */
  public Optional<Ownership> ownership() {
    return events.isEmpty() ? Optional.empty() : ActorHistory.of(events).ownership();
  }

  /** When the newest FORGET was decided, Unix microseconds of the store's clock; 0 if none was. */
  public long forgottenAt() {
    return events.stream()
        .map(LoggedEvent::event)
        .filter(event -> event.operation() == Operation.FORGET && event.interaction() != null)
        .mapToLong(InteractionEvent::acceptedAt)
        .max()
        .orElse(0);
  }

  /** Whether another decision about the actor is forgotten: then it is for good. */
  boolean forgot(LoggedEvent decision) {
    return !events.isEmpty() && ActorHistory.of(events).forgot(decision);
  }

  /**
   * Whether an interaction stays hidden whatever else arrives. A FORGET at hand may be a retry
   * whose first is still to come, and that hides less; but never what was accepted before it.
   */
  boolean hideForGood(LoggedEvent event) {
    for (LoggedEvent decision : events) {
      if (decision.event().operation() == Operation.FORGET
          && event.offset() < decision.offset()
          && (decision.event().interaction() == null
              || event.event().acceptedAt() <= decision.event().acceptedAt())) {
        return true;
      }
    }
    return false;
  }

  /** The FORGETs and {@code others}, joined. */
  public ActorHistory with(Iterable<LoggedEvent> others) {
    ActorHistory history = ActorHistory.of(events);
    others.forEach(history::add);
    return history;
  }
}

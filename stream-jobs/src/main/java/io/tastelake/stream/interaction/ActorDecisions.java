package io.tastelake.stream.interaction;

import io.tastelake.domain.interaction.ActorHistory;
import io.tastelake.domain.interaction.Change;
import io.tastelake.domain.interaction.LoggedChange;
import io.tastelake.domain.interaction.Ownership;
import io.tastelake.domain.interaction.Stamp;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What was decided about an actor as a whole: its FORGETs and, of a session, its RESOLVEs. */
public record ActorDecisions(List<LoggedChange> changes) {

  public static final ActorDecisions NONE = new ActorDecisions(List.of());

  public ActorDecisions {
    changes = List.copyOf(changes);
  }

  /** These and one more, which may be among them already. */
  public ActorDecisions plus(LoggedChange decision) {
    List<LoggedChange> all = new ArrayList<>(changes);
    if (all.stream().noneMatch(known -> known.offset() == decision.offset())) {
      all.add(decision);
    }
    return new ActorDecisions(all);
  }

  /** Without FORGETs, and without what they hide: as if it had never been. */
  public ActorDecisions purged() {
    return new ActorDecisions(
        changes.stream()
            .filter(decision -> !(decision.change() instanceof Change.Forgotten))
            .filter(decision -> !forgot(decision))
            .toList());
  }

  /** Offsets below this one are forgotten; 0 if the actor never was. */
  public long forgottenBelow() {
    return changes.isEmpty() ? 0 : ActorHistory.ofChanges(changes).forgottenBelow();
  }

  /** Whose session it is, if it is one's. */
  public Optional<Ownership> ownership() {
    return changes.isEmpty() ? Optional.empty() : ActorHistory.ofChanges(changes).ownership();
  }

  /** When the newest FORGET was decided, Unix microseconds of the store's clock; 0 if none was. */
  public long forgottenAt() {
    return changes.stream()
        .filter(
            decision ->
                decision.change() instanceof Change.Forgotten forgotten
                    && forgotten.id().isPresent())
        .mapToLong(LoggedChange::acceptedAt)
        .max()
        .orElse(0);
  }

  /** Whether another decision about the actor is forgotten: then it is for good. */
  boolean forgot(LoggedChange decision) {
    return !changes.isEmpty() && ActorHistory.ofChanges(changes).forgot(decision);
  }

  /**
   * Whether an interaction stays hidden whatever else arrives. A FORGET at hand may be a retry
   * whose first is still to come, and that hides less; but never what was accepted before it.
   */
  boolean hideForGood(Stamp recorded) {
    for (LoggedChange decision : changes) {
      if (decision.change() instanceof Change.Forgotten forgotten
          && recorded.offset() < decision.offset()
          && (forgotten.id().isEmpty() || recorded.acceptedAt() <= decision.acceptedAt())) {
        return true;
      }
    }
    return false;
  }

  /** The FORGETs and {@code others}, joined. */
  public ActorHistory with(Iterable<LoggedChange> others) {
    ActorHistory history = ActorHistory.ofChanges(changes);
    others.forEach(history::add);
    return history;
  }
}

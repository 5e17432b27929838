package io.tastelake.domain.interaction;

import io.tastelake.domain.interaction.ActorHistory.Reach;
import java.util.ArrayList;
import java.util.List;

/**
 * The rows that one actor's joined events need, when older or newer ones may lie elsewhere.
 *
 * <p>A RECORD that is hidden stays while a retry of it may arrive, since the lowest offset counts;
 * it stays as it was, since an AMEND would move it past the FORGET that hides it. AMENDs of before
 * a FORGET hold what was forgotten and change nothing that can be seen.
 *
 * <p>In a part, a FORGET with an id may turn out to be a retry of one before: there it stays beside
 * all that it seems to hide, until the part is merged with what came first.
 */
final class Compaction {

  private final Reach reach;
  private final long retriesUntil;
  private final long forgottenBelow;
  private final List<LoggedEvent> dropping;
  private final long droppedBelow;
  private final List<LoggedEvent> rows = new ArrayList<>();

  Compaction(Reach reach, long retriesUntil, Forgets forgets) {
    this.reach = reach;
    this.retriesUntil = retriesUntil;
    List<LoggedEvent> all = new ArrayList<>(forgets.identified());
    List<LoggedEvent> hiding = new ArrayList<>();
    if (forgets.lastWithoutId() != null) {
      all.add(forgets.lastWithoutId());
      hiding.add(forgets.lastWithoutId());
    }
    if (reach == Reach.FROM_THE_FIRST) {
      hiding.addAll(forgets.identified());
    }
    all.stream().filter(this::staysItself).forEach(rows::add);
    this.forgottenBelow = highest(hiding);
    this.dropping = hiding.stream().filter(forget -> !mayBeRetried(forget)).toList();
    this.droppedBelow = highest(dropping);
  }

  private static long highest(List<LoggedEvent> forgets) {
    return forgets.stream().mapToLong(LoggedEvent::offset).max().orElse(0);
  }

  void addDecision(LoggedEvent decision) {
    if (dropping.stream().noneMatch(forget -> Forgets.hides(forget, decision))) {
      rows.add(decision);
    }
  }

  void add(InteractionState state) {
    LoggedEvent recorded = state.recorded();
    LoggedEvent retracted = state.retracted();
    if (retracted != null) {
      if (staysItself(retracted) && retracted.offset() >= droppedBelow) {
        rows.add(retracted);
      }
    } else if (recorded != null && recorded.offset() < forgottenBelow) {
      if (recorded.offset() >= droppedBelow) {
        rows.add(recorded);
      }
    } else if (reach == Reach.A_PART) {
      addParts(state);
    } else if (recorded != null) {
      rows.add(joined(state));
    }
  }

  List<LoggedEvent> rows() {
    return rows;
  }

  /** AMENDs of before the RECORD count only if it turns out to be a retry: they stay apart. */
  private void addParts(InteractionState state) {
    LoggedEvent recorded = state.recorded();
    long recordedAt = recorded == null ? forgottenBelow : recorded.offset();
    addAmendment(state.amendedWithin(forgottenBelow, recordedAt));
    if (recorded != null) {
      rows.add(recorded);
    }
    addAmendment(state.amendedWithin(recordedAt, Long.MAX_VALUE));
  }

  private void addAmendment(InteractionState state) {
    LoggedEvent last = state.lastAmendment();
    if (last != null) {
      rows.add(new LoggedEvent(last.partition(), last.offset(), state.amendment(last.event())));
    }
  }

  private static LoggedEvent joined(InteractionState state) {
    LoggedEvent recorded = state.recorded();
    LoggedEvent last = state.amendedWithin(recorded.offset(), Long.MAX_VALUE).lastAmendment();
    if (last == null) {
      return recorded;
    }
    InteractionEvent event = recorded.event();
    return new LoggedEvent(
        recorded.partition(),
        last.offset(),
        InteractionEvent.record(
            event.database(), event.actor(), state.amended(), event.acceptedAt()));
  }

  private boolean staysItself(LoggedEvent hiding) {
    return reach == Reach.A_PART || mayBeRetried(hiding);
  }

  /** Whether what {@code hiding} hides may still arrive once more. */
  private boolean mayBeRetried(LoggedEvent hiding) {
    return hiding.event().acceptedAt() > retriesUntil;
  }
}

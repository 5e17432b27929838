package io.tastelake.domain.interaction;

import io.tastelake.domain.identity.InteractionId;
import io.tastelake.domain.interaction.ActorHistory.Reach;
import io.tastelake.domain.interaction.InteractionState.Amendments;
import io.tastelake.domain.interaction.InteractionState.Recording;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

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
  private final List<LoggedChange> dropping;
  private final long droppedBelow;
  private final List<LoggedChange> rows = new ArrayList<>();

  Compaction(Reach reach, long retriesUntil, Forgets forgets) {
    this.reach = reach;
    this.retriesUntil = retriesUntil;
    List<LoggedChange> all = new ArrayList<>(forgets.identified());
    List<LoggedChange> hiding = new ArrayList<>();
    if (forgets.lastWithoutId() != null) {
      all.add(forgets.lastWithoutId());
      hiding.add(forgets.lastWithoutId());
    }
    if (reach == Reach.FROM_THE_FIRST) {
      hiding.addAll(forgets.identified());
    }
    all.stream().filter(forget -> staysItself(forget.acceptedAt())).forEach(rows::add);
    this.forgottenBelow = highest(hiding);
    this.dropping = hiding.stream().filter(forget -> !mayBeRetried(forget.acceptedAt())).toList();
    this.droppedBelow = highest(dropping);
  }

  private static long highest(List<LoggedChange> forgets) {
    return forgets.stream().mapToLong(LoggedChange::offset).max().orElse(0);
  }

  void addDecision(LoggedChange decision) {
    if (dropping.stream().noneMatch(forget -> Forgets.hides(forget, decision))) {
      rows.add(decision);
    }
  }

  void add(InteractionId id, InteractionState<InteractionContent> state) {
    Recording<InteractionContent> recorded = state.recorded();
    Stamp retracted = state.retracted();
    if (retracted != null) {
      if (staysItself(retracted.acceptedAt()) && retracted.offset() >= droppedBelow) {
        add(retracted, new Change.Retracted(id));
      }
    } else if (recorded != null && recorded.at().offset() < forgottenBelow) {
      if (recorded.at().offset() >= droppedBelow) {
        addRecorded(id, recorded.at(), recorded.content());
      }
    } else if (reach == Reach.A_PART) {
      addParts(id, state);
    } else if (recorded != null) {
      addRecorded(id, joinedAt(state), state.amended());
    }
  }

  private void add(Stamp at, Change change) {
    rows.add(new LoggedChange(at.offset(), at.acceptedAt(), change));
  }

  private void addRecorded(InteractionId id, Stamp at, Optional<InteractionContent> content) {
    content.ifPresent(known -> add(at, new Change.Recorded(new Interaction(id, known))));
  }

  List<LoggedChange> rows() {
    return rows;
  }

  /** AMENDs of before the RECORD count only if it turns out to be a retry: they stay apart. */
  private void addParts(InteractionId id, InteractionState<InteractionContent> state) {
    Recording<InteractionContent> recorded = state.recorded();
    long recordedAt = recorded == null ? forgottenBelow : recorded.at().offset();
    addAmendment(id, state.amendments().within(forgottenBelow, recordedAt));
    if (recorded != null) {
      addRecorded(id, recorded.at(), recorded.content());
    }
    addAmendment(id, state.amendments().within(recordedAt, Long.MAX_VALUE));
  }

  private void addAmendment(InteractionId id, Amendments amendments) {
    Stamp last = amendments.last();
    if (last != null) {
      add(last, new Change.Amended(id, amendments.joined()));
    }
  }

  /** At the offset of the last AMEND that the row contains, accepted when the RECORD was. */
  private static Stamp joinedAt(InteractionState<InteractionContent> state) {
    Stamp recorded = state.recorded().at();
    Stamp last = state.amendments().within(recorded.offset(), Long.MAX_VALUE).last();
    return last == null ? recorded : new Stamp(last.offset(), recorded.acceptedAt());
  }

  private boolean staysItself(long acceptedAt) {
    return reach == Reach.A_PART || mayBeRetried(acceptedAt);
  }

  /** Whether what a change accepted then hides may still arrive once more. */
  private boolean mayBeRetried(long acceptedAt) {
    return acceptedAt > retriesUntil;
  }
}

package io.tastelake.domain.interaction;

import io.tastelake.domain.identity.InteractionId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The history of one actor, built from its events in any order, any number of times: current state
 * is a join (see {@link InteractionState}), and the highest FORGET hides all that is older.
 *
 * <p>API, stream and batch build it from whatever they read. Not thread-safe.
 */
public final class ActorHistory {

  private final Map<InteractionId, InteractionState> states = new HashMap<>();
  private final TreeMap<Long, LoggedEvent> decisions = new TreeMap<>();
  private LoggedEvent forgotten;

  /** The history that {@code events}, all of one actor, make. */
  public static ActorHistory of(Iterable<LoggedEvent> events) {
    ActorHistory history = new ActorHistory();
    events.forEach(history::add);
    return history;
  }

  /** Joins one event of this actor. */
  public void add(LoggedEvent logged) {
    switch (logged.event().operation()) {
      case RECORD, AMEND, RETRACT ->
          states.merge(
              logged.event().interaction(), InteractionState.of(logged), InteractionState::join);
      case FORGET -> {
        if (forgotten == null || forgotten.offset() < logged.offset()) {
          forgotten = logged;
        }
      }
      case RESOLVE, RATE, UNRATE -> decisions.putIfAbsent(logged.offset(), logged);
    }
  }

  /** Joins what another part of the same actor's events made. */
  public void addAll(ActorHistory other) {
    other.states.forEach((id, state) -> states.merge(id, state, InteractionState::join));
    other.decisions.forEach(decisions::putIfAbsent);
    if (other.forgotten != null) {
      add(other.forgotten);
    }
  }

  /** The interactions as they stand, newest first. */
  public List<Interaction> interactions() {
    long forgottenBelow = forgottenBelow();
    List<Interaction> current = new ArrayList<>(states.size());
    for (InteractionState state : states.values()) {
      Interaction interaction = state.current(forgottenBelow);
      if (interaction != null) {
        current.add(interaction);
      }
    }
    current.sort(Interaction.NEWEST_FIRST);
    return current;
  }

  /** One interaction as it stands, unless it is unknown, retracted or forgotten. */
  public Optional<Interaction> interaction(InteractionId id) {
    return Optional.ofNullable(states.get(id)).map(state -> state.current(forgottenBelow()));
  }

  /** Offsets below this one are forgotten; 0 if the actor never was. */
  public long forgottenBelow() {
    return forgotten == null ? 0 : forgotten.offset();
  }

  /** How much of the actor's past the events at hand hold. */
  public enum Reach {
    /** All events from the first one on: nothing older lies elsewhere. */
    FROM_THE_FIRST,
    /** A contiguous part: older events may lie elsewhere. */
    A_PART
  }

  /**
   * The fewest rows that join to the same history, and still do when rows from before or after
   * theirs are joined to them.
   *
   * @param reach whether events older than these may lie elsewhere
   * @param retriesUntil Unix microseconds; a RETRACT or FORGET accepted later stays, and what it
   *     hides with it, because a retry of what it hides may still arrive
   */
  public List<LoggedEvent> compacted(Reach reach, long retriesUntil) {
    List<LoggedEvent> rows = new ArrayList<>();
    boolean whole = reach == Reach.FROM_THE_FIRST;
    boolean settled = whole && forgotten != null && !stays(forgotten, retriesUntil);
    long droppedBelow = settled ? forgotten.offset() : 0;
    states.values().forEach(state -> compact(state, whole, droppedBelow, retriesUntil, rows));
    rows.addAll(decisions.tailMap(droppedBelow).values());
    if (forgotten != null && !settled) {
      rows.add(forgotten);
    }
    return rows;
  }

  private static void compact(
      InteractionState state,
      boolean whole,
      long droppedBelow,
      long retriesUntil,
      List<LoggedEvent> rows) {
    LoggedEvent recorded = state.recorded();
    LoggedEvent retracted = state.retracted();
    if (recorded != null && recorded.offset() < droppedBelow) {
      return;
    }
    if (retracted != null) {
      if (!whole || stays(retracted, retriesUntil)) {
        rows.add(retracted);
      }
      return;
    }
    LoggedEvent amendment = state.lastAmendment();
    if (whole && recorded != null) {
      rows.add(amendment == null ? recorded : joined(state, amendment));
      return;
    }
    Stream.of(recorded, mergedAmendment(state, amendment))
        .filter(Objects::nonNull)
        .filter(row -> row.offset() >= droppedBelow)
        .forEach(rows::add);
  }

  private static boolean stays(LoggedEvent event, long retriesUntil) {
    return event.event().acceptedAt() > retriesUntil;
  }

  private static LoggedEvent joined(InteractionState state, LoggedEvent amendment) {
    LoggedEvent recorded = state.recorded();
    InteractionEvent event = recorded.event();
    return new LoggedEvent(
        recorded.partition(),
        Math.max(recorded.offset(), amendment.offset()),
        InteractionEvent.record(
            event.database(), event.actor(), state.amended(), event.acceptedAt()));
  }

  private static LoggedEvent mergedAmendment(InteractionState state, LoggedEvent last) {
    if (last == null) {
      return null;
    }
    InteractionEvent event = last.event();
    return new LoggedEvent(
        last.partition(),
        last.offset(),
        InteractionEvent.amend(
            event.database(),
            event.actor(),
            event.interaction(),
            value(state.item()),
            value(state.type()),
            value(state.timestamp()),
            value(state.properties()),
            event.acceptedAt()));
  }

  private static <T> T value(InteractionState.Latest<T> latest) {
    return latest == null ? null : latest.value();
  }
}

package io.tastelake.domain.interaction;

import io.tastelake.domain.identity.InteractionId;
import io.tastelake.domain.identity.ItemId;
import io.tastelake.domain.identity.UserId;
import io.tastelake.domain.rating.Rating;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The history of one actor, built from its events in any order, any number of times: current state
 * is a join (see {@link InteractionState}), and FORGETs hide all that is older (see {@link
 * Forgets}).
 *
 * <p>API, stream and batch build it from whatever they read. Not thread-safe.
 */
public final class ActorHistory {

  private final Map<InteractionId, InteractionState> states = new HashMap<>();
  private final TreeMap<Long, LoggedEvent> decisions = new TreeMap<>();
  private final Forgets forgets = new Forgets();

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
      case FORGET -> forgets.add(logged);
      case RESOLVE, RATE, UNRATE -> decisions.putIfAbsent(logged.offset(), logged);
    }
  }

  /** Joins what another part of the same actor's events made. */
  public void addAll(ActorHistory other) {
    other.states.forEach((id, state) -> states.merge(id, state, InteractionState::join));
    other.decisions.forEach(decisions::putIfAbsent);
    forgets.addAll(other.forgets);
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

  /**
   * The ratings that the user gave, as they stand: of each item's RATEs and UNRATEs the one that
   * was accepted last counts. A RATE that is none, as the API lets none in, counts for nothing.
   */
  public Map<ItemId, Rating> givenRatings() {
    Map<ItemId, InteractionEvent> last = new HashMap<>();
    standing(Operation.RATE, Operation.UNRATE)
        .filter(InteractionEvent::isPossible)
        .forEach(event -> last.merge(event.item(), event, ActorHistory::acceptedLast));
    Map<ItemId, Rating> given = new HashMap<>();
    last.forEach(
        (item, event) -> {
          if (event.operation() == Operation.RATE) {
            given.put(item, new Rating(event.rating(), event.timestamp()));
          }
        });
    return given;
  }

  /** Whose session it is, once it was resolved and unless that was forgotten. */
  public Optional<UserId> owner() {
    return ownership().map(Ownership::user);
  }

  /** The {@link #owner}, and since when. */
  public Optional<Ownership> ownership() {
    return standing(Operation.RESOLVE)
        .reduce(ActorHistory::acceptedLast)
        .map(resolve -> new Ownership(resolve.user(), resolve.acceptedAt()));
  }

  /** The decisions that are not forgotten, in the order of the log. */
  private Stream<InteractionEvent> standing(Operation... operations) {
    return decisions.values().stream()
        .filter(decision -> !forgets.hide(decision))
        .map(LoggedEvent::event)
        .filter(event -> Arrays.asList(operations).contains(event.operation()));
  }

  /** Whether a decision about this actor (RESOLVE, RATE, UNRATE) is forgotten. */
  public boolean forgot(LoggedEvent decision) {
    return forgets.hide(decision);
  }

  /** Of two decisions in the order of the log the one accepted last; of equals the second. */
  private static InteractionEvent acceptedLast(InteractionEvent first, InteractionEvent second) {
    return second.acceptedAt() >= first.acceptedAt() ? second : first;
  }

  /** Offsets below this one are forgotten; 0 if the actor never was. */
  public long forgottenBelow() {
    return forgets.below();
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
   *     hides with it. Newer rows that lie elsewhere must hold no retry of what was accepted until
   *     then: the retry window before the newest of these events
   */
  public List<LoggedEvent> compacted(Reach reach, long retriesUntil) {
    Compaction compaction = new Compaction(reach, retriesUntil, forgets);
    states.values().forEach(compaction::add);
    decisions.values().forEach(compaction::addDecision);
    return compaction.rows();
  }
}

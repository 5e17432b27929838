package io.tastelake.domain.interaction;

import io.tastelake.domain.identity.InteractionId;
import io.tastelake.domain.identity.ItemId;
import io.tastelake.domain.identity.UserId;
import io.tastelake.domain.rating.Rating;
import java.util.ArrayList;
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

  private final Map<InteractionId, InteractionState<InteractionContent>> states = new HashMap<>();
  private final TreeMap<Long, LoggedChange> decisions = new TreeMap<>();
  private final Forgets forgets = new Forgets();

  /** The history that {@code events}, all of one actor, make. */
  public static ActorHistory of(Iterable<LoggedEvent> events) {
    ActorHistory history = new ActorHistory();
    events.forEach(history::add);
    return history;
  }

  /** The history that {@code changes}, all of one actor, make. */
  public static ActorHistory ofChanges(Iterable<LoggedChange> changes) {
    ActorHistory history = new ActorHistory();
    changes.forEach(history::add);
    return history;
  }

  /** Joins one event of this actor. */
  public void add(LoggedEvent logged) {
    add(logged.change());
  }

  /** Joins one change of this actor's history. */
  public void add(LoggedChange logged) {
    if (logged.change() instanceof Change.OfInteraction change) {
      states.merge(
          change.interaction(),
          InteractionState.of(change, logged.stamp()),
          InteractionState::join);
    } else if (logged.change() instanceof Change.Forgotten) {
      forgets.add(logged);
    } else {
      decisions.putIfAbsent(logged.offset(), logged);
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
    states.forEach(
        (id, state) ->
            state
                .current(forgottenBelow)
                .ifPresent(content -> current.add(new Interaction(id, content))));
    current.sort(Interaction.NEWEST_FIRST);
    return current;
  }

  /** One interaction as it stands, unless it is unknown, retracted or forgotten. */
  public Optional<Interaction> interaction(InteractionId id) {
    return Optional.ofNullable(states.get(id))
        .flatMap(state -> state.current(forgottenBelow()))
        .map(content -> new Interaction(id, content));
  }

  /**
   * The ratings that the user gave, as they stand: of each item's RATEs and UNRATEs the one that
   * was accepted last counts.
   */
  public Map<ItemId, Rating> givenRatings() {
    Map<ItemId, LoggedChange> last = new HashMap<>();
    standing()
        .forEach(
            decision ->
                ratedItem(decision.change())
                    .ifPresent(item -> last.merge(item, decision, ActorHistory::acceptedLast)));
    Map<ItemId, Rating> given = new HashMap<>();
    last.forEach(
        (item, decision) -> {
          if (decision.change() instanceof Change.Rated rated) {
            given.put(item, rated.rating());
          }
        });
    return given;
  }

  private static Optional<ItemId> ratedItem(Change decision) {
    if (decision instanceof Change.Rated rated) {
      return Optional.of(rated.item());
    }
    return decision instanceof Change.Unrated unrated
        ? Optional.of(unrated.item())
        : Optional.empty();
  }

  /** Whose session it is, once it was resolved and unless that was forgotten. */
  public Optional<UserId> owner() {
    return ownership().map(Ownership::user);
  }

  /** The {@link #owner}, and since when. */
  public Optional<Ownership> ownership() {
    return standing()
        .filter(decision -> decision.change() instanceof Change.Resolved)
        .reduce(ActorHistory::acceptedLast)
        .map(
            decision ->
                new Ownership(((Change.Resolved) decision.change()).user(), decision.acceptedAt()));
  }

  /** The decisions that are not forgotten, in the order of the log. */
  private Stream<LoggedChange> standing() {
    return decisions.values().stream().filter(decision -> !forgets.hide(decision));
  }

  /** Whether a decision about this actor (RESOLVE, RATE, UNRATE) is forgotten. */
  public boolean forgot(LoggedChange decision) {
    return forgets.hide(decision);
  }

  /** Of two decisions in the order of the log the one accepted last; of equals the second. */
  private static LoggedChange acceptedLast(LoggedChange first, LoggedChange second) {
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
   * The fewest changes that join to the same history, and still do when rows from before or after
   * theirs are joined to them.
   *
   * @param reach whether events older than these may lie elsewhere
   * @param retriesUntil Unix microseconds; a RETRACT or FORGET accepted later stays, and what it
   *     hides with it. Newer rows that lie elsewhere must hold no retry of what was accepted until
   *     then: the retry window before the newest of these events
   */
  public List<LoggedChange> compacted(Reach reach, long retriesUntil) {
    Compaction compaction = new Compaction(reach, retriesUntil, forgets);
    states.forEach(compaction::add);
    decisions.values().forEach(compaction::addDecision);
    return compaction.rows();
  }
}

package io.tastelake.stream.interaction;

import io.tastelake.domain.identity.InteractionId;
import io.tastelake.domain.interaction.Change;
import io.tastelake.domain.interaction.InteractionContent;
import io.tastelake.domain.interaction.InteractionState;
import io.tastelake.domain.interaction.InteractionState.Recording;
import io.tastelake.domain.interaction.Stamp;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;

/**
 * The interactions of the actor that is the current key, in any order of arrival: the domain's
 * join, an entry of state for each, so that an event touches one entry however many there are.
 *
 * <p>What is retracted, or forgotten for good, loses its content at once. Where it was recorded
 * stays known until it is purged, so that a retry is told from something new.
 */
public final class InteractionsState {

  private final MapState<InteractionId, InteractionState<InteractionContent>> states;

  private InteractionsState(MapState<InteractionId, InteractionState<InteractionContent>> states) {
    this.states = states;
  }

  /** Those of {@code context}'s operator, in a state of this name. */
  public static InteractionsState in(RuntimeContext context, String name) {
    return new InteractionsState(
        context.getMapState(
            new MapStateDescriptor<>(
                name,
                InteractionIdSerializer.TYPE.createSerializer(null),
                new InteractionStateSerializer())));
  }

  /** An interaction before and after something arrived; each may be nothing. */
  public record Transition(
      Optional<InteractionContent> before, Optional<InteractionContent> after) {

    public boolean isOne() {
      return !before.equals(after);
    }
  }

  /** Joins a RECORD, AMEND or RETRACT. */
  public Transition join(Change.OfInteraction change, Stamp at, ActorDecisions decisions)
      throws Exception {
    InteractionId id = change.interaction();
    InteractionState<InteractionContent> arrived = InteractionState.of(change, at);
    InteractionState<InteractionContent> known = states.get(id);
    InteractionState<InteractionContent> joined =
        emptied(known == null ? arrived : known.join(arrived), decisions);
    states.put(id, joined);
    long below = decisions.forgottenBelow();
    return new Transition(
        Optional.ofNullable(known).flatMap(state -> state.current(below)), joined.current(below));
  }

  /** What stands, by id. */
  public List<Map.Entry<InteractionId, InteractionContent>> standing(ActorDecisions decisions)
      throws Exception {
    long below = decisions.forgottenBelow();
    List<Map.Entry<InteractionId, InteractionContent>> standing = new ArrayList<>();
    for (Map.Entry<InteractionId, InteractionState<InteractionContent>> entry : states.entries()) {
      entry
          .getValue()
          .current(below)
          .ifPresent(content -> standing.add(Map.entry(entry.getKey(), content)));
    }
    return standing;
  }

  /** Drops the content of what {@code decisions} hide for good. */
  public void forget(ActorDecisions decisions) throws Exception {
    Map<InteractionId, InteractionState<InteractionContent>> emptied = new HashMap<>();
    for (Map.Entry<InteractionId, InteractionState<InteractionContent>> entry : states.entries()) {
      InteractionState<InteractionContent> less = emptied(entry.getValue(), decisions);
      if (!less.equals(entry.getValue())) {
        emptied.put(entry.getKey(), less);
      }
    }
    states.putAll(emptied);
  }

  /** Drops what is retracted or forgotten, and with it the knowledge that it ever was. */
  public void purge(ActorDecisions decisions) throws Exception {
    long below = decisions.forgottenBelow();
    List<InteractionId> gone = new ArrayList<>();
    for (Map.Entry<InteractionId, InteractionState<InteractionContent>> entry : states.entries()) {
      InteractionState<InteractionContent> state = entry.getValue();
      boolean hidden = state.recorded() != null && state.recorded().at().offset() < below;
      if (hidden || state.retracted() != null) {
        gone.add(entry.getKey());
      }
    }
    for (InteractionId id : gone) {
      states.remove(id);
    }
  }

  private static InteractionState<InteractionContent> emptied(
      InteractionState<InteractionContent> state, ActorDecisions decisions) {
    Recording<InteractionContent> recorded = state.recorded();
    boolean gone =
        state.retracted() != null || (recorded != null && decisions.hideForGood(recorded.at()));
    return gone ? state.emptied() : state;
  }
}

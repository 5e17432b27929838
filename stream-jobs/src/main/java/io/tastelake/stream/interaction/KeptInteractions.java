package io.tastelake.stream.interaction;

import io.tastelake.domain.identity.InteractionId;
import io.tastelake.domain.interaction.Interaction;
import io.tastelake.domain.interaction.InteractionState;
import io.tastelake.domain.interaction.LoggedEvent;
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
public final class KeptInteractions {

  private final MapState<InteractionId, InteractionState> states;

  private KeptInteractions(MapState<InteractionId, InteractionState> states) {
    this.states = states;
  }

  /** Those of {@code context}'s operator, in a state of this name. */
  public static KeptInteractions in(RuntimeContext context, String name) {
    return new KeptInteractions(
        context.getMapState(
            new MapStateDescriptor<>(
                name,
                InteractionIdSerializer.TYPE.createSerializer(null),
                new InteractionStateSerializer())));
  }

  /** An interaction before and after something arrived; each may be nothing. */
  public record Change(Optional<Interaction> before, Optional<Interaction> after) {

    public boolean isOne() {
      return !before.equals(after);
    }
  }

  /** Joins a RECORD, AMEND or RETRACT. */
  public Change join(LoggedEvent event, ActorDecisions decisions) throws Exception {
    InteractionId id = event.event().interaction();
    InteractionState arrived = InteractionState.of(LeanEvents.keyed(event));
    InteractionState known = states.get(id);
    InteractionState joined = emptied(known == null ? arrived : known.join(arrived), decisions);
    states.put(id, joined);
    long below = decisions.forgottenBelow();
    return new Change(
        Optional.ofNullable(known).map(state -> state.current(below)),
        Optional.ofNullable(joined.current(below)));
  }

  /** What stands, by id. */
  public List<Map.Entry<InteractionId, Interaction>> standing(ActorDecisions decisions)
      throws Exception {
    long below = decisions.forgottenBelow();
    List<Map.Entry<InteractionId, Interaction>> standing = new ArrayList<>();
    for (Map.Entry<InteractionId, InteractionState> entry : states.entries()) {
      Interaction interaction = entry.getValue().current(below);
      if (interaction != null) {
        standing.add(Map.entry(entry.getKey(), interaction));
      }
    }
    return standing;
  }

  /** Drops the content of what {@code decisions} hide for good. */
  public void forget(ActorDecisions decisions) throws Exception {
    Map<InteractionId, InteractionState> emptied = new HashMap<>();
    for (Map.Entry<InteractionId, InteractionState> entry : states.entries()) {
      InteractionState less = emptied(entry.getValue(), decisions);
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
    for (Map.Entry<InteractionId, InteractionState> entry : states.entries()) {
      InteractionState state = entry.getValue();
      boolean hidden = state.recorded() != null && state.recorded().offset() < below;
      if (hidden || state.retracted() != null) {
        gone.add(entry.getKey());
      }
    }
    for (InteractionId id : gone) {
      states.remove(id);
    }
  }

  private static InteractionState emptied(InteractionState state, ActorDecisions decisions) {
    LoggedEvent recorded = state.recorded();
    boolean gone =
        state.retracted() != null || (recorded != null && decisions.hideForGood(recorded));
    boolean empty =
        (recorded == null || recorded.event().item() == null)
            && state.item() == null
            && state.type() == null
            && state.timestamp() == null
            && state.properties() == null;
    return !gone || empty
        ? state
        : new InteractionState(
            recorded == null ? null : LeanEvents.emptied(recorded),
            null,
            null,
            null,
            null,
            state.retracted());
  }
}

package io.tastelake.stream.interaction;

import io.tastelake.domain.identity.ItemId;
import io.tastelake.domain.interaction.LoggedChange;
import io.tastelake.domain.rating.Rating;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;

/** The ratings that the current key's user gave, an entry of state for each item. */
public final class GivenRatingsState {

  private final MapState<String, RatingDecisions> decisions;

  private GivenRatingsState(MapState<String, RatingDecisions> decisions) {
    this.decisions = decisions;
  }

  /** Those of {@code context}'s operator, in a state of this name. */
  public static GivenRatingsState in(RuntimeContext context, String name) {
    return new GivenRatingsState(
        context.getMapState(new MapStateDescriptor<>(name, Types.STRING, RatingDecisions.TYPE)));
  }

  /** Joins a RATE or UNRATE. */
  public void join(ItemId rated, LoggedChange decision, ActorDecisions actor) throws Exception {
    String item = rated.value();
    RatingDecisions known = decisions.get(item);
    keep(item, (known == null ? RatingDecisions.NONE : known).plus(decision).after(actor));
  }

  private void keep(String item, RatingDecisions now) throws Exception {
    if (now.changes().isEmpty()) {
      decisions.remove(item);
    } else {
      decisions.put(item, now);
    }
  }

  /** The ratings as they stand. */
  public Map<ItemId, Rating> given(ActorDecisions actor) throws Exception {
    List<LoggedChange> changes = new ArrayList<>();
    for (RatingDecisions ofItem : decisions.values()) {
      changes.addAll(ofItem.changes());
    }
    return changes.isEmpty() ? Map.of() : actor.with(changes).givenRatings();
  }

  /** Drops what {@code actor} hides for good. */
  public void forget(ActorDecisions actor) throws Exception {
    for (Map.Entry<String, RatingDecisions> entry : entries().entrySet()) {
      keep(entry.getKey(), entry.getValue().after(actor));
    }
  }

  /** Drops all but what stands. */
  public void purge(ActorDecisions actor) throws Exception {
    Map<ItemId, Rating> standing = given(actor);
    for (String item : entries().keySet()) {
      if (!standing.containsKey(new ItemId(item))) {
        decisions.remove(item);
      }
    }
  }

  private Map<String, RatingDecisions> entries() throws Exception {
    Map<String, RatingDecisions> all = new HashMap<>();
    decisions.entries().forEach(entry -> all.put(entry.getKey(), entry.getValue()));
    return all;
  }
}

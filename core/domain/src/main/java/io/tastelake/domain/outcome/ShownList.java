package io.tastelake.domain.outcome;

import io.tastelake.domain.identity.Actor;
import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.domain.identity.ItemId;
import java.util.Optional;
import java.util.Set;

/**
 * A list of recommendations that was shown.
 *
 * @param id the {@code recommendation_id} of the answer
 * @param actor who was shown it; empty if the API was not told: then whoever names it was
 * @param shownAt Unix seconds, by the clock of the instance that answered
 */
public record ShownList(
    DatabaseId database, String id, Optional<Actor> actor, double shownAt, Set<ItemId> items) {

  /** How long after a list something still comes of it, in seconds: a day. */
  public static final double WINDOW = 86_400;

  /** By how much clocks of clients and instances may differ, in seconds. */
  public static final double CLOCKS_DIFFER = 60;

  /** Whether {@code act}, which names this list, may do so. */
  boolean mayBeNamedBy(FollowUp act) {
    return database.equals(act.database())
        && (actor.isEmpty() || actor.get().equals(act.actor()))
        && items.contains(act.item())
        && act.timestamp() >= shownAt - CLOCKS_DIFFER
        && act.timestamp() <= shownAt + WINDOW;
  }

  /** Whether {@code act} suits this list, although it does not name it. */
  boolean suits(FollowUp act) {
    return database.equals(act.database())
        && actor.filter(act.actor()::equals).isPresent()
        && items.contains(act.item())
        && act.timestamp() >= shownAt
        && act.timestamp() <= shownAt + WINDOW;
  }
}

package io.tastelake.serving.interaction;

import io.tastelake.domain.identity.Actor;
import io.tastelake.domain.identity.InteractionId;
import java.util.UUID;

/**
 * The last row of a page, as the keyset that the next one goes on after.
 *
 * @param version the Delta version that the whole listing reads
 * @param actorHash the actor's point in the order of the table
 * @param timestamp Unix seconds
 */
public record ListingPosition(
    long version, long actorHash, Actor actor, double timestamp, InteractionId interaction) {

  /** After every interaction of an actor, in the order of lists. */
  private static final HistoryPosition LAST =
      new HistoryPosition(-Double.MAX_VALUE, new InteractionId(new UUID(-1, -1)));

  /** After everything of an actor. */
  static ListingPosition past(long version, long actorHash, Actor actor) {
    return new ListingPosition(version, actorHash, actor, LAST.timestamp(), LAST.interaction());
  }

  /** Whether nothing of the actor comes any more. */
  boolean isPastActor() {
    return inHistory().equals(LAST);
  }

  /** The place within the actor's own history. */
  HistoryPosition inHistory() {
    return new HistoryPosition(timestamp, interaction);
  }
}

package io.tastelake.serving.interaction;

import io.tastelake.domain.identity.Actor;
import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.domain.identity.InteractionId;
import io.tastelake.domain.interaction.Interaction;
import io.tastelake.serving.log.OverloadedException;
import java.util.Optional;

/**
 * What actors did, up to the last acknowledged write: every event that was acknowledged before a
 * call, on whichever instance, counts in it. Memory is bounded, however much an actor did.
 * Thread-safe.
 */
public interface Histories {

  /**
   * A part of one actor's interactions as they stand.
   *
   * @throws io.tastelake.log.LogUnavailableException if the log does not tell in time what was
   *     acknowledged
   * @throws OverloadedException if the actor did very much and too many such reads are under way
   */
  HistoryPart page(DatabaseId database, Actor actor, HistoryRequest request);

  /**
   * One interaction of an actor as it stands, unless it is unknown, retracted or forgotten.
   *
   * @throws io.tastelake.log.LogUnavailableException if the log does not tell in time what was
   *     acknowledged, or the interaction is among what the tail of the log had to drop, maybe
   */
  Optional<Interaction> interaction(DatabaseId database, Actor actor, InteractionId id);
}

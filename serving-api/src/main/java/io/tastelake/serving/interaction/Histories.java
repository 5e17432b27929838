package io.tastelake.serving.interaction;

import io.tastelake.domain.identity.Actor;
import io.tastelake.domain.identity.DatabaseId;

/** What actors did, up to the last acknowledged write. Thread-safe. */
public interface Histories {

  /**
   * The history of one actor. Every event that was acknowledged before this call, on whichever
   * instance, is in it.
   *
   * @throws io.tastelake.serving.log.LogUnavailableException if the log does not tell in time what
   *     was acknowledged
   */
  ActorView of(DatabaseId database, Actor actor);
}

package io.tastelake.serving.log;

import io.tastelake.domain.interaction.LoggedEvent;

/**
 * What the tail holds of one actor from an offset on.
 *
 * @param events in the order of the log, each decoded when it is come to
 * @param count how many they are at most
 */
public record TailPart(Iterable<LoggedEvent> events, int count, Reach reach) {

  /** Whether all of the actor's events from the asked offset on are there. */
  public enum Reach {
    /** All of them. */
    WHOLE,
    /** Some were dropped because a newer view of the lake holds them: read again with that one. */
    SUPERSEDED,
    /** Some may have been dropped because the tail outgrew its budget. */
    CUT
  }
}

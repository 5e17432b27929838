package io.tastelake.log;

import io.tastelake.domain.interaction.InteractionEvent;
import io.tastelake.domain.interaction.LoggedEvent;
import java.util.List;

/** The one door for writes. Thread-safe. */
public interface EventLog {

  /** The offset of an event that is stored, but of which the log does not tell where. */
  long UNKNOWN_OFFSET = -1;

  /**
   * Appends all events and returns once every in-sync replica has them. Events of one actor keep
   * the order of the list.
   *
   * @param events any number, of any actors
   * @return the events with their places, in the same order
   * @throws EventTooLargeException if an event is larger than the log takes; nothing was sent
   * @throws LogAwayException if the log is known not to answer; nothing was sent
   * @throws LogUnavailableException if any was not acknowledged in time: whether some were stored
   *     is unknown
   */
  List<LoggedEvent> append(List<InteractionEvent> events);
}

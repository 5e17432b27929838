package io.tastelake.serving.interaction;

import io.tastelake.domain.interaction.InteractionEvent;
import java.util.List;

/** The one door for writes. Thread-safe. */
public interface EventLog {

  /**
   * Appends all events and returns once every in-sync replica has them. Events of one actor keep
   * the order of the list.
   *
   * @param events any number, of any actors
   * @throws io.tastelake.serving.log.EventTooLargeException if an event is larger than the log
   *     takes; nothing was sent
   * @throws io.tastelake.serving.log.LogUnavailableException if any was not acknowledged in time:
   *     whether some were stored is unknown
   */
  void append(List<InteractionEvent> events);
}

package io.tastelake.domain.interaction;

import java.util.Objects;

/**
 * An event with its place in the log. All events of one actor share a partition, so their offsets
 * order them.
 */
public record LoggedEvent(int partition, long offset, InteractionEvent event) {

  public LoggedEvent {
    Objects.requireNonNull(event, "event");
  }

  /** What it does to its actor's history. */
  public LoggedChange change() {
    return new LoggedChange(offset, event.acceptedAt(), event.change());
  }
}

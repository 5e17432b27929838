package io.tastelake.domain.interaction;

import java.util.Objects;

/**
 * A change of one actor's history with its place in that history: all events of an actor share a
 * partition, so offsets order them.
 *
 * @param acceptedAt when the API accepted it, Unix microseconds
 */
public record LoggedChange(long offset, long acceptedAt, Change change) {

  public LoggedChange {
    Objects.requireNonNull(change, "change");
  }

  /** Its place and acceptance. */
  public Stamp stamp() {
    return new Stamp(offset, acceptedAt);
  }
}

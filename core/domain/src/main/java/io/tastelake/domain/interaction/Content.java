package io.tastelake.domain.interaction;

/**
 * What a RECORD says, or as much of it as a reader keeps. The join amends it and knows nothing else
 * of it.
 */
public interface Content<C extends Content<C>> {

  /** This content with the fields that {@code amendment} sets; fields that it lacks are ignored. */
  C amendedBy(Amendment amendment);
}

package io.tastelake.domain.interaction;

/**
 * The place of an event in its actor's history, and its acceptance.
 *
 * @param acceptedAt when the API accepted it, Unix microseconds
 */
public record Stamp(long offset, long acceptedAt) {}

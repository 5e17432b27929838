package io.tastelake.domain.interaction;

import io.tastelake.domain.identity.UserId;

/**
 * Whose session it is, and since when.
 *
 * @param since when the session was resolved, Unix microseconds of the store's clock
 */
public record Ownership(UserId user, long since) {}

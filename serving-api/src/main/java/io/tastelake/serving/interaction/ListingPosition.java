package io.tastelake.serving.interaction;

import io.tastelake.domain.identity.Actor;
import io.tastelake.domain.identity.InteractionId;

/**
 * The last row of a page, as the keyset that the next one goes on after.
 *
 * @param version the Delta version that the whole listing reads
 * @param actorHash the actor's point in the order of the table
 * @param timestamp Unix seconds
 */
public record ListingPosition(
    long version, long actorHash, Actor actor, double timestamp, InteractionId interaction) {}

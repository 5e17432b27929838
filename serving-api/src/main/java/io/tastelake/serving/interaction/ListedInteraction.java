package io.tastelake.serving.interaction;

import io.tastelake.domain.identity.Actor;
import io.tastelake.domain.interaction.Interaction;

/** A row of a listing: an interaction and whose it is. */
public record ListedInteraction(Actor actor, Interaction interaction) {}

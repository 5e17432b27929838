package io.tastelake.domain.outcome;

import io.tastelake.domain.identity.Actor;
import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.domain.identity.ItemId;
import java.util.Optional;

/**
 * An interaction that may have come of a list.
 *
 * @param timestamp Unix seconds
 * @param named the {@code recommendation_id} among its properties, whatever that may be
 */
public record FollowUp(
    DatabaseId database,
    Actor actor,
    ItemId item,
    String type,
    double timestamp,
    Optional<String> named) {}

package io.tastelake.serving.rating;

import io.tastelake.domain.identity.ItemId;
import io.tastelake.domain.identity.UserId;

/**
 * What a user thinks of an item.
 *
 * @param value 1 to 10
 * @param timestamp Unix seconds
 */
record UserRating(UserId user, ItemId item, double value, double timestamp) {}

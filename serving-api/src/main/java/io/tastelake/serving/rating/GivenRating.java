package io.tastelake.serving.rating;

import io.tastelake.domain.identity.ItemId;
import io.tastelake.domain.identity.UserId;

/**
 * A rating as a request gives it.
 *
 * @param value 1 to 10
 * @param timestamp Unix seconds; null means when it is accepted
 */
record GivenRating(UserId user, ItemId item, double value, Double timestamp) {}

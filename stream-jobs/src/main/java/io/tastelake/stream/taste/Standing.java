package io.tastelake.stream.taste;

import io.tastelake.domain.rating.RatedItems;
import java.util.function.Supplier;

/**
 * What stands of a user.
 *
 * @param isEmpty whether nothing does
 * @param ratings what it comes to; fails if that cannot be computed
 */
record Standing(boolean isEmpty, Supplier<RatedItems> ratings) {}

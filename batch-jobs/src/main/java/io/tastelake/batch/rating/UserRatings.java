package io.tastelake.batch.rating;

import io.tastelake.domain.identity.ItemId;
import io.tastelake.domain.identity.UserId;
import io.tastelake.domain.rating.Rating;
import io.tastelake.domain.taste.Revision;
import java.util.Map;

/**
 * The inferred ratings of one user.
 *
 * @param state which state of the user they show; {@link #NEVER_SEEN} if the stream never wrote any
 */
record UserRatings(UserId user, Revision state, Map<ItemId, Rating> ratings) {

  /** The pair of a user without a row: what the batch writes then, anything else outranks. */
  static final Revision NEVER_SEEN = new Revision(0, 0);

  /** A user without ratings. */
  static UserRatings none(UserId user) {
    return new UserRatings(user, NEVER_SEEN, Map.of());
  }
}

package io.tastelake.store;

import io.tastelake.domain.identity.UserId;

/**
 * The inferred ratings of one user, and when they were written.
 *
 * @param writtenAt Unix seconds by the store's clock; before all times if the user has no row
 */
public record WrittenRatings(UserRatings ratings, double writtenAt) {

  /** A user without a row. */
  public static WrittenRatings none(UserId user) {
    return new WrittenRatings(UserRatings.none(user), Double.NEGATIVE_INFINITY);
  }
}

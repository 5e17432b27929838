package io.tastelake.domain.rating;

import java.util.Optional;

/**
 * One user's ratings of one item.
 *
 * @param inferred from interactions, if there is evidence
 * @param given by the user, if it was
 */
public record ItemRating(Optional<Rating> inferred, Optional<Rating> given) {

  /**
   * The rating that counts: a given one outranks the inferred one. The view {@code shown_ratings}
   * of the online store applies the same rule.
   */
  public Optional<Rating> effective() {
    return given.isPresent() ? given : inferred;
  }
}

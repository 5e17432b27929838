package io.tastelake.domain.rating;

import java.util.Comparator;
import java.util.Optional;

/**
 * What is known of one user's taste for one item: the evidence of the user's interactions with it,
 * and the rating that the user gave it.
 *
 * <p>A commutative monoid, as {@link Evidence} is: it may be summed in any order and in parts, each
 * interaction once. It is never subtracted: after a change of an interaction the item's evidence is
 * summed again.
 *
 * @param evidence of the interactions
 * @param given the rating that the user gave, if any; it outranks the inferred one
 */
public record ItemEvidence(Evidence evidence, Optional<Rating> given) {

  /** Nothing is known. */
  public static final ItemEvidence NONE = new ItemEvidence(Evidence.NONE, Optional.empty());

  private static final Comparator<Rating> LATEST =
      Comparator.comparingDouble(Rating::timestamp).thenComparingDouble(Rating::value);

  /** The evidence of one interaction. */
  public static ItemEvidence of(
      Contribution contribution, ImplicitToExplicitParameters parameters) {
    return of(Evidence.of(contribution, parameters));
  }

  /** The evidence of interactions. */
  static ItemEvidence of(Evidence evidence) {
    return new ItemEvidence(evidence, Optional.empty());
  }

  /** A rating that the user gave. */
  public static ItemEvidence ofGiven(Rating rating) {
    return new ItemEvidence(Evidence.NONE, Optional.of(rating));
  }

  /** Both together; of two given ratings the latest counts. */
  public ItemEvidence plus(ItemEvidence other, ImplicitToExplicitParameters parameters) {
    return new ItemEvidence(evidence.plus(other.evidence, parameters), latest(given, other.given));
  }

  private static Optional<Rating> latest(Optional<Rating> one, Optional<Rating> other) {
    if (one.isEmpty() || other.isEmpty()) {
      return one.isEmpty() ? other : one;
    }
    return Optional.of(latest(one.get(), other.get()));
  }

  /** Of two ratings that a user gave one item the one that counts. */
  static Rating latest(Rating one, Rating other) {
    return LATEST.compare(one, other) >= 0 ? one : other;
  }

  /** The ratings that follow. */
  public ItemRating rating(ImplicitToExplicitParameters parameters) {
    return new ItemRating(evidence.rating(parameters), given);
  }
}

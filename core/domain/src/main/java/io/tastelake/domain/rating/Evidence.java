package io.tastelake.domain.rating;

import java.util.Optional;

/**
 * The sum of the weights of one user's interactions with one item, seen from the newest of them: S
 * = Σ strengthᵢ · 2^(−(t_last − tᵢ)/half-life) · (1 + ln(1 + max(0, pᵢ)/scale)), over interactions
 * of the types that have a weight.
 *
 * <p>A commutative monoid up to rounding: {@link #plus} commutes and associates, {@link #NONE}
 * changes nothing. So it may be summed in any order and in parts, but each interaction only once.
 *
 * @param sum S
 * @param last t_last, Unix seconds; −∞ while there is no evidence
 */
public record Evidence(double sum, double last) {

  /** No interaction of a type that has a weight. */
  public static final Evidence NONE = new Evidence(0, Double.NEGATIVE_INFINITY);

  private static final double SECONDS_OF_A_DAY = 86_400;

  /** Far beyond where ratings end; weights and sums end here, so that none becomes infinite. */
  private static final double GREATEST = 1e300;

  /** What one interaction says; {@link #NONE} if its type has no weight. */
  public static Evidence of(Contribution contribution, ImplicitToExplicitParameters parameters) {
    ImplicitToExplicitParameters.Weight weight = parameters.weights().get(contribution.type());
    return weight == null
        ? NONE
        : new Evidence(
            bounded(weight.strength() * emphasis(contribution, weight)), contribution.timestamp());
  }

  private static double emphasis(
      Contribution contribution, ImplicitToExplicitParameters.Weight weight) {
    return weight
        .property()
        .map(property -> emphasis(contribution.numbers().get(property.name()), property.scale()))
        .orElse(1.0);
  }

  private static double emphasis(Double number, double scale) {
    return number == null
        ? 1
        : 1 + Math.log1p(Math.min(Math.max(0, number) / scale, Double.MAX_VALUE));
  }

  /** What all of {@code contributions} say together. */
  public static Evidence of(
      Iterable<Contribution> contributions, ImplicitToExplicitParameters parameters) {
    Evidence all = NONE;
    for (Contribution contribution : contributions) {
      all = all.plus(of(contribution, parameters), parameters);
    }
    return all;
  }

  /** What both say together, seen from the newer. */
  public Evidence plus(Evidence other, ImplicitToExplicitParameters parameters) {
    if (last < other.last) {
      return other.plus(this, parameters);
    }
    return other.last == Double.NEGATIVE_INFINITY
        ? this
        : new Evidence(bounded(sum + other.sum * remaining(last - other.last, parameters)), last);
  }

  private static double bounded(double weight) {
    return Math.max(-GREATEST, Math.min(GREATEST, weight));
  }

  private static double remaining(double seconds, ImplicitToExplicitParameters parameters) {
    return parameters.halfLifeDays().isEmpty()
        ? 1
        : Math.pow(2, -seconds / (parameters.halfLifeDays().getAsDouble() * SECONDS_OF_A_DAY));
  }

  /** The rating that is inferred from this; none without evidence. */
  public Optional<Rating> rating(ImplicitToExplicitParameters parameters) {
    if (last == Double.NEGATIVE_INFINITY) {
      return Optional.empty();
    }
    double way = Rating.FROM_NEUTRAL_TO_END * -Math.expm1(-Math.abs(sum) / parameters.saturation());
    return Optional.of(new Rating(Rating.NEUTRAL + Math.copySign(way, sum), last));
  }
}

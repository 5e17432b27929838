package io.tastelake.domain.outcome;

/**
 * How many of some trials were hits, and between which rates the true one lies with 95 %
 * confidence, by the score interval of Wilson: the rates p at which the seen one is no further away
 * than z standard errors, |hits/trials − p| ≤ z·√(p(1 − p)/trials). It holds for few hits, too,
 * where the usual ± around the rate does not.
 *
 * <p>E. B. Wilson, Probable inference, the law of succession, and statistical inference, Journal of
 * the American Statistical Association 22 (1927), 209–212.
 *
 * @param hits 0 to {@code trials}
 */
public record Proportion(long hits, long trials) {

  /** The 97.5th percentile of the normal distribution. */
  static final double Z = 1.959_963_984_540_054;

  /**
   * Checks the counts.
   *
   * @throws IllegalArgumentException if there are more hits than trials, or fewer than none
   */
  public Proportion {
    if (hits < 0 || hits > trials) {
      throw new IllegalArgumentException(
          "Hits must be 0 to %d, the number of trials, not %d.".formatted(trials, hits));
    }
  }

  /** Hits by trials, 0 to 1; 0 without trials. */
  public double rate() {
    return trials == 0 ? 0 : (double) hits / trials;
  }

  /** The least rate within the interval; 0 without trials. */
  public double low() {
    return hits == 0 ? 0 : centre() - reach();
  }

  /** The greatest rate within the interval; 1 without trials. */
  public double high() {
    return hits == trials ? 1 : centre() + reach();
  }

  private double centre() {
    return (hits + Z * Z / 2) / (trials + Z * Z);
  }

  private double reach() {
    double spread = (double) hits * (trials - hits) / trials + Z * Z / 4;
    return Z * Math.sqrt(spread) / (trials + Z * Z);
  }
}

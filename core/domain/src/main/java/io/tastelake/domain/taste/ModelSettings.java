package io.tastelake.domain.taste;

import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * How a database wants its models trained; what is absent is left to the job that trains.
 *
 * @param rank how many factors users and items have, 1 to 256
 * @param iterations how often both sides are solved in turn, 1 to 50
 * @param alpha how much confidence grows with |rating − centre|, 0 to 1,000
 * @param lambda the regularization, at least 0.000001 and at most 1,000: with less, a user's
 *     equations have no solution in double precision
 */
public record ModelSettings(
    OptionalInt rank, OptionalInt iterations, OptionalDouble alpha, OptionalDouble lambda) {

  /** All is left to the job. */
  public static final ModelSettings NONE =
      new ModelSettings(
          OptionalInt.empty(), OptionalInt.empty(), OptionalDouble.empty(), OptionalDouble.empty());

  private static final int MAX_RANK = 256;
  private static final int MAX_ITERATIONS = 50;
  private static final double MAX_WEIGHT = 1_000;
  private static final double MIN_LAMBDA = 1e-6;

  /**
   * Checks every component. A database shares the cluster with others, so its models are bounded.
   *
   * @throws IllegalArgumentException if one is out of its range; says which
   */
  public ModelSettings {
    requireWithin("rank", rank, MAX_RANK);
    requireWithin("iterations", iterations, MAX_ITERATIONS);
    require(
        alpha.isEmpty() || (alpha.getAsDouble() >= 0 && alpha.getAsDouble() <= MAX_WEIGHT),
        "alpha must be 0 to 1000, not %s.".formatted(number(alpha)));
    require(
        lambda.isEmpty()
            || (lambda.getAsDouble() >= MIN_LAMBDA && lambda.getAsDouble() <= MAX_WEIGHT),
        "lambda must be 0.000001 to 1000, not %s.".formatted(number(lambda)));
  }

  private static void requireWithin(String name, OptionalInt value, int max) {
    require(
        value.isEmpty() || (value.getAsInt() >= 1 && value.getAsInt() <= max),
        "%s must be 1 to %d, not %s."
            .formatted(name, max, value.isPresent() ? value.getAsInt() : "absent"));
  }

  private static String number(OptionalDouble value) {
    return value.isPresent() ? Double.toString(value.getAsDouble()) : "absent";
  }

  private static void require(boolean holds, String sentence) {
    if (!holds) {
      throw new IllegalArgumentException(sentence);
    }
  }
}

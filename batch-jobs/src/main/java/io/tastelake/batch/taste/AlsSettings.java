package io.tastelake.batch.taste;

/**
 * How implicit ALS is trained.
 *
 * @param rank how many factors users and items have
 * @param iterations how often both sides are solved in turn
 * @param alpha how much confidence grows with |rating − 5.5|, at least 0
 * @param lambda the regularization, greater than 0
 * @param seed of the factors to begin with
 */
public record AlsSettings(int rank, int iterations, double alpha, double lambda, long seed) {

  static final int RANK = 32;
  static final int ITERATIONS = 10;
  static final double ALPHA = 0.3;
  static final double LAMBDA = 0.1;
  static final long SEED = 20_26;

  /**
   * Checks every component.
   *
   * @throws IllegalArgumentException if one is out of its range; says which
   */
  public AlsSettings {
    require(rank >= 1 && rank <= 1_024, "--rank must be 1 to 1024, not " + rank + ".");
    require(iterations >= 1, "--iterations must be at least 1, not " + iterations + ".");
    require(
        alpha >= 0 && Double.isFinite(alpha),
        "--alpha must be a number of at least 0, not " + alpha + ".");
    require(
        lambda > 0 && Double.isFinite(lambda),
        "--lambda must be a number greater than 0, not " + lambda + ".");
  }

  private static void require(boolean holds, String sentence) {
    if (!holds) {
      throw new IllegalArgumentException(sentence);
    }
  }
}

package io.tastelake.batch.taste;

import io.tastelake.domain.taste.ModelSettings;
import java.io.Serializable;

/**
 * How implicit ALS is trained.
 *
 * @param rank how many factors users and items have
 * @param iterations how often both sides are solved in turn
 * @param alpha how much confidence grows with |rating − centre|, at least 0
 * @param lambda the regularization, greater than 0
 * @param seed of the factors to begin with
 * @param solver what solves it; no part of what a model is, since any must come to the same
 */
public record AlsSettings(
    int rank, int iterations, double alpha, double lambda, long seed, Solver solver)
    implements Serializable {

  private static final long serialVersionUID = 1;

  public static final int RANK = 32;
  public static final int ITERATIONS = 10;
  public static final double ALPHA = 0.3;
  public static final double LAMBDA = 0.1;
  public static final long SEED = 20_26;
  static final Solver SOLVER = Solver.MLLIB;

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

  /** The same, by the default solver. */
  public AlsSettings(int rank, int iterations, double alpha, double lambda, long seed) {
    this(rank, iterations, alpha, lambda, seed, SOLVER);
  }

  /** These, but for what a database wants otherwise. */
  AlsSettings asWantedBy(ModelSettings wanted) {
    return new AlsSettings(
        wanted.rank().orElse(rank),
        wanted.iterations().orElse(iterations),
        wanted.alpha().orElse(alpha),
        wanted.lambda().orElse(lambda),
        seed,
        solver);
  }

  /** The same with so many iterations. */
  AlsSettings sweeping(int times) {
    return new AlsSettings(rank, times, alpha, lambda, seed, solver);
  }

  /** The same, by another solver. */
  public AlsSettings by(Solver other) {
    return new AlsSettings(rank, iterations, alpha, lambda, seed, other);
  }

  private static void require(boolean holds, String sentence) {
    if (!holds) {
      throw new IllegalArgumentException(sentence);
    }
  }
}

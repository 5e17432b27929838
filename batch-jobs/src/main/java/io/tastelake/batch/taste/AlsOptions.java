package io.tastelake.batch.taste;

import picocli.CommandLine.Option;

/** How to train, as options of a command. */
final class AlsOptions {

  @Option(
      names = "--rank",
      paramLabel = "N",
      defaultValue = "" + AlsSettings.RANK,
      description = "The number of factors per user and item.")
  private int rank;

  @Option(
      names = "--iterations",
      paramLabel = "N",
      defaultValue = "" + AlsSettings.ITERATIONS,
      description = "The number of alternating least squares iterations.")
  private int iterations;

  @Option(
      names = "--alpha",
      paramLabel = "X",
      defaultValue = "" + AlsSettings.ALPHA,
      description = "How much confidence grows with a rating's distance from the centre.")
  private double alpha;

  @Option(
      names = "--lambda",
      paramLabel = "X",
      defaultValue = "" + AlsSettings.LAMBDA,
      description = "The regularization.")
  private double lambda;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "" + AlsSettings.SEED,
      description = "Seed of the initial factors.")
  private long seed;

  @Option(
      names = "--solver",
      paramLabel = "NAME",
      description =
          "The solver: mllib (Spark's) or ialspp (ours: faster, all factors in memory). Default: mllib;"
              + " of tune ialspp.")
  private String solver;

  /**
   * All of it, checked.
   *
   * @throws IllegalArgumentException if one is out of its range; says which
   */
  AlsSettings settings() {
    return settings(AlsSettings.SOLVER);
  }

  /** The same, by {@code unsaid} unless a solver is named. */
  AlsSettings settings(Solver unsaid) {
    Solver named = solver == null ? unsaid : Solver.named(solver);
    return new AlsSettings(rank, iterations, alpha, lambda, seed, named);
  }
}

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
      description = "How much confidence grows with a rating's distance from 5.5.")
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
      defaultValue = "mllib",
      description = "The solver: mllib (Spark's) or ialspp (ours: faster, all factors in memory).")
  private String solver;

  /**
   * All of it, checked.
   *
   * @throws IllegalArgumentException if one is out of its range; says which
   */
  AlsSettings settings() {
    return new AlsSettings(rank, iterations, alpha, lambda, seed, Solver.named(solver));
  }
}

package io.tastelake.batch.taste;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * Searches settings by successive halving (Jamieson and Talwalkar: Non-stochastic best arm
 * identification and hyperparameter optimization, 2016): all are trained with few sweeps, the best
 * third of them with three times as many, and so on, until few are left for as many as a model
 * gets. One half of the users decides who goes on; the other half, which the search never saw, how
 * much better than the present settings the winner is. The present settings take part to the end.
 */
final class Tuning {

  private static final int FACTOR = 3;

  /** Trains with settings, and asks users. */
  @FunctionalInterface
  interface Trainer {

    /** NDCG@100 by user; whatever the settings, the same users in the same order. */
    double[] ndcg(Candidate candidate);
  }

  /**
   * A training of one of the settings, and what came of it for the users who choose.
   *
   * @param number 1 for the present settings
   * @param change from the present settings, trained with as many sweeps
   */
  record Trial(int number, Candidate candidate, double ndcg, PairedDifference change) {}

  /**
   * What the search came to.
   *
   * @param number of the trials with the best settings
   * @param best settings other than the present ones
   * @param gain over the present settings, by the users whom the search did not see
   * @param trials all, as they were made
   */
  record Found(int number, Candidate best, PairedDifference gain, List<Trial> trials) {}

  private record Contestant(int number, Candidate candidate) {}

  private final Trainer trainer;
  private final Consumer<Trial> shown;
  private final Consumer<String> progress;
  private final List<Trial> trials = new ArrayList<>();

  /**
   * @param shown gets each trial when it is done
   */
  Tuning(Trainer trainer, Consumer<Trial> shown, Consumer<String> progress) {
    this.trainer = trainer;
    this.shown = shown;
    this.progress = progress;
  }

  /**
   * Searches, once.
   *
   * @param others than the present settings, with as many iterations
   */
  Found search(Candidate present, List<Candidate> others) {
    Contestant first = new Contestant(1, present);
    List<Contestant> left =
        IntStream.range(0, others.size())
            .mapToObj(i -> new Contestant(i + 2, others.get(i)))
            .toList();
    int iterations = present.als().iterations();
    for (int sweeps : rungs(iterations, others.size())) {
      double[] ofPresent = tried(first, sweeps, Optional.empty());
      if (sweeps == iterations) {
        return decided(ofPresent, left, sweeps);
      }
      left = best(ofPresent, left, sweeps);
    }
    throw new IllegalStateException("The last round has all sweeps.");
  }

  private static double choosing(double[] ndcg) {
    return Arrays.stream(half(ndcg, 0)).average().orElse(0);
  }

  /** Of users in the order of their ids' hashes, every other one. */
  private static double[] half(double[] ndcg, int from) {
    return IntStream.range(0, ndcg.length)
        .filter(user -> user % 2 == from)
        .mapToDouble(user -> ndcg[user])
        .toArray();
  }

  /** Sweeps of each round: the last round has all of them, the one before a third. */
  static List<Integer> rungs(int iterations, int contestants) {
    List<Integer> rungs = new ArrayList<>(List.of(iterations));
    int left = contestants;
    int sweeps = iterations;
    while (left > FACTOR && sweeps > 2) {
      sweeps = Math.max(2, third(sweeps));
      left = third(left);
      rungs.add(0, sweeps);
    }
    return rungs;
  }

  /** Rounded up. */
  private static int third(int all) {
    return (all + FACTOR - 1) / FACTOR;
  }

  private List<Contestant> best(double[] ofPresent, List<Contestant> contestants, int sweeps) {
    record Scored(Contestant contestant, double ndcg) {}
    return contestants.stream()
        .map(each -> new Scored(each, choosing(tried(each, sweeps, Optional.of(ofPresent)))))
        .sorted(Comparator.comparingDouble(Scored::ndcg).reversed())
        .limit(third(contestants.size()))
        .map(Scored::contestant)
        .toList();
  }

  private Found decided(double[] ofPresent, List<Contestant> left, int sweeps) {
    Contestant best = null;
    double[] ofBest = {};
    for (Contestant contestant : left) {
      double[] ndcg = tried(contestant, sweeps, Optional.of(ofPresent));
      if (best == null || choosing(ndcg) > choosing(ofBest)) {
        best = contestant;
        ofBest = ndcg;
      }
    }
    return new Found(
        best.number(),
        best.candidate(),
        PairedDifference.of(half(ofBest, 1), half(ofPresent, 1)),
        List.copyOf(trials));
  }

  private double[] tried(Contestant contestant, int sweeps, Optional<double[]> ofPresent) {
    Candidate candidate = contestant.candidate().sweeping(sweeps);
    progress.accept(
        "trial %d: %s, %d sweeps".formatted(contestant.number(), candidate.described(), sweeps));
    double[] ndcg = trainer.ndcg(candidate);
    PairedDifference change = PairedDifference.of(half(ndcg, 0), half(ofPresent.orElse(ndcg), 0));
    Trial trial = new Trial(contestant.number(), candidate, choosing(ndcg), change);
    trials.add(trial);
    shown.accept(trial);
    return ndcg;
  }
}

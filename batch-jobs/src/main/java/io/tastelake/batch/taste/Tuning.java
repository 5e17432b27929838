package io.tastelake.batch.taste;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
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

  /** A training of one of the settings, and what came of it for the users who choose. */
  record Trial(int number, AlsSettings als, double ndcg) {}

  /**
   * What the search came to.
   *
   * @param best settings other than the present ones
   * @param gain over the present settings, by the users whom the search did not see
   */
  record Found(AlsSettings best, PairedDifference gain) {}

  private record Contestant(int number, AlsSettings als) {}

  private final HeldOut heldOut;
  private final Consumer<Trial> shown;
  private final Consumer<String> progress;

  /**
   * @param shown gets each trial when it is done
   */
  Tuning(HeldOut heldOut, Consumer<Trial> shown, Consumer<String> progress) {
    this.heldOut = heldOut;
    this.shown = shown;
    this.progress = progress;
  }

  /**
   * Searches.
   *
   * @param others than the present settings, with as many iterations
   */
  Found search(AlsSettings present, List<AlsSettings> others) {
    Contestant first = new Contestant(1, present);
    List<Contestant> left =
        IntStream.range(0, others.size())
            .mapToObj(i -> new Contestant(i + 2, others.get(i)))
            .toList();
    for (int sweeps : rungs(present.iterations(), others.size())) {
      if (sweeps == present.iterations()) {
        break;
      }
      double unused = choosing(tried(first, sweeps));
      left = best(left, sweeps);
    }
    return decided(first, left);
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

  private List<Contestant> best(List<Contestant> contestants, int sweeps) {
    record Scored(Contestant contestant, double ndcg) {}
    return contestants.stream()
        .map(each -> new Scored(each, choosing(tried(each, sweeps))))
        .sorted(Comparator.comparingDouble(Scored::ndcg).reversed())
        .limit(third(contestants.size()))
        .map(Scored::contestant)
        .toList();
  }

  private Found decided(Contestant present, List<Contestant> left) {
    double[] ofPresent = tried(present, present.als().iterations());
    Contestant best = null;
    double[] ofBest = {};
    for (Contestant contestant : left) {
      double[] ndcg = tried(contestant, present.als().iterations());
      if (best == null || choosing(ndcg) > choosing(ofBest)) {
        best = contestant;
        ofBest = ndcg;
      }
    }
    return new Found(best.als(), PairedDifference.of(half(ofBest, 1), half(ofPresent, 1)));
  }

  private double[] tried(Contestant contestant, int sweeps) {
    AlsSettings als = contestant.als().sweeping(sweeps);
    progress.accept(
        "trial %d: rank %d, alpha %s, lambda %s, %d sweeps"
            .formatted(contestant.number(), als.rank(), als.alpha(), als.lambda(), sweeps));
    double[] ndcg = heldOut.ndcg(als, sentence -> {});
    shown.accept(new Trial(contestant.number(), als, choosing(ndcg)));
    return ndcg;
  }
}

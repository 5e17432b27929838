package io.tastelake.batch.taste;

import java.util.List;
import java.util.Set;

/**
 * How well one user's ranked items predict what the user liked later; all likes count alike
 * (Järvelin and Kekäläinen: Cumulated gain-based evaluation of IR techniques, 2002).
 *
 * @param ranked the best first, without repetitions
 * @param liked at least one
 */
record Ranking(List<String> ranked, Set<String> liked) {

  /** How many ranks are looked at. */
  static final int MAX_LENGTH = 100;

  /** The share of what was liked that is among the first {@code length}. */
  double recall(int length) {
    return (double) ranked.stream().limit(length).filter(liked::contains).count() / liked.size();
  }

  /** The discounted gain of the first {@code length}, as a share of the best there could be. */
  double ndcg(int length) {
    double gain = 0;
    for (int rank = 0; rank < Math.min(length, ranked.size()); rank++) {
      gain += liked.contains(ranked.get(rank)) ? discount(rank) : 0;
    }
    double best = 0;
    for (int rank = 0; rank < Math.min(length, liked.size()); rank++) {
      best += discount(rank);
    }
    return gain / best;
  }

  private static double discount(int rank) {
    return Math.log(2) / Math.log(rank + 2.0);
  }
}

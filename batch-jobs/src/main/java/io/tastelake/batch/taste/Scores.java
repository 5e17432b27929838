package io.tastelake.batch.taste;

import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Means over users.
 *
 * @param users how many
 */
record Scores(long users, double recall20, double recall50, double ndcg20, double ndcg100) {

  /** The means of {@code rankings}; 0 if there are none. */
  static Scores of(List<Ranking> rankings) {
    return new Scores(
        rankings.size(),
        mean(rankings, ranking -> ranking.recall(20)),
        mean(rankings, ranking -> ranking.recall(50)),
        mean(rankings, ranking -> ranking.ndcg(20)),
        mean(rankings, ranking -> ranking.ndcg(100)));
  }

  private static double mean(List<Ranking> rankings, ToDoubleFunction<Ranking> score) {
    return rankings.stream().mapToDouble(score).average().orElse(0);
  }
}

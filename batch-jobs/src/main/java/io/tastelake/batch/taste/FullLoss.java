package io.tastelake.batch.taste;

/**
 * The objective that implicit ALS minimizes, over all pairs of a user and an item, rated or not:
 *
 * <p>Σ over all pairs of (x·y)² + Σ over ratings of [c·(x·y)² + (1 + c)·(1 − 2·x·y) where r &gt; 0]
 * + λ·(Σ n·|x|² + Σ n·|y|²), that is Σ (1 + c)·(p − x·y)² with c = α·|r|, p = 1 for r &gt; 0 and
 * else 0, c = 0 for what is not rated, and n the number of a row's r &gt; 0. The sum over all pairs
 * is the sum of the products of both gramians' numbers (Hu, Koren, Volinsky 2008).
 */
public final class FullLoss {

  private FullLoss() {}

  /**
   * The objective.
   *
   * @param byUser all users' ratings
   * @param users factors, a row for each of {@code byUser}
   * @param items factors, row after row
   */
  public static double of(AlsSettings als, SparseRows byUser, float[] users, float[] items) {
    int rank = als.rank();
    int[] likes = new int[items.length / rank];
    double sum = 0;
    for (int row = 0; row < byUser.size(); row++) {
      for (int at = byUser.offsets()[row]; at < byUser.offsets()[row + 1]; at++) {
        int item = byUser.columns()[at];
        likes[item] += byUser.preferences()[at] > 0 ? 1 : 0;
        double score = product(rank, users, row * rank, items, item * rank);
        sum += rated(als.alpha(), byUser.preferences()[at], score);
      }
      sum += als.lambda() * byUser.likes(row) * product(rank, users, row * rank, users, row * rank);
    }
    for (int item = 0; item < likes.length; item++) {
      sum += als.lambda() * likes[item] * product(rank, items, item * rank, items, item * rank);
    }
    return sum + ofAllPairs(rank, users, items);
  }

  private static double rated(double alpha, double preference, double score) {
    double confidence = alpha * Math.abs(preference);
    double liked = preference > 0 ? (1 + confidence) * (1 - 2 * score) : 0;
    return confidence * score * score + liked;
  }

  private static double ofAllPairs(int rank, float[] users, float[] items) {
    double[] left = Gramian.of(rank, users);
    double[] right = Gramian.of(rank, items);
    double sum = 0;
    for (int i = 0; i < left.length; i++) {
      sum += left[i] * right[i];
    }
    return sum;
  }

  private static double product(int rank, float[] one, int at, float[] other, int there) {
    double sum = 0;
    for (int i = 0; i < rank; i++) {
      sum += one[at + i] * (double) other[there + i];
    }
    return sum;
  }
}

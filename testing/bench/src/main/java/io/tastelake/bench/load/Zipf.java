package io.tastelake.bench.load;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * Users of whom the one of rank r has in proportion to 1/r rows, but at most so many: a few are
 * very active, most hardly at all.
 */
public final class Zipf {

  private final double[] cumulated;

  private Zipf(double[] cumulated) {
    this.cumulated = cumulated;
  }

  /**
   * As many users as it takes for {@code rows} rows, the most active ones with {@code most} each
   * and the least active ones with about one.
   */
  public static Zipf users(long rows, int most) {
    int users = 1;
    while (expected(users * 2, most) <= rows) {
      users *= 2;
    }
    for (int step = users; step > 0; step /= 2) {
      if (expected(users + step, most) <= rows) {
        users += step;
      }
    }
    return of(users, most);
  }

  /** So many users, each as active as any other. */
  public static Zipf alike(int users) {
    return of(users, 1);
  }

  private static double expected(int users, int most) {
    double sum = 0;
    for (int rank = 1; rank <= users; rank++) {
      sum += Math.min(most, (double) users / rank);
    }
    return sum;
  }

  /**
   * So many users, the most active ones with {@code most} times as many rows as the least active.
   */
  public static Zipf of(int users, int most) {
    double[] cumulated = new double[users];
    double sum = 0;
    for (int rank = 1; rank <= users; rank++) {
      sum += Math.min(most, (double) users / rank);
      cumulated[rank - 1] = sum;
    }
    return new Zipf(cumulated);
  }

  /** How many users there are. */
  public int users() {
    return cumulated.length;
  }

  /** A user, from 1; active ones more often. */
  public int byActivity(RandomGenerator random) {
    int found = Arrays.binarySearch(cumulated, random.nextDouble() * cumulated[users() - 1]);
    return 1 + Math.min(found < 0 ? -found - 1 : found + 1, users() - 1);
  }

  /** A user, from 1; each as often as any other. */
  public int anyone(RandomGenerator random) {
    return 1 + random.nextInt(users());
  }
}

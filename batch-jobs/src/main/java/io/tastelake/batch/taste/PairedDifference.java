package io.tastelake.batch.taste;

import java.util.Locale;

/**
 * By how much one way of ranking is better than another for the same users.
 *
 * @param users how many
 * @param mean of the differences
 * @param margin half of the mean's 95 % interval, by Student's distribution; infinite for fewer
 *     than {@link #MIN_USERS}
 */
record PairedDifference(int users, double mean, double margin) {

  /** Of fewer, means are far from being distributed normally. */
  static final int MIN_USERS = 30;

  /** The difference of {@code ones} and {@code others}, of the same users in the same order. */
  static PairedDifference of(double[] ones, double[] others) {
    int users = ones.length;
    double mean = 0;
    for (int i = 0; i < users; i++) {
      mean += (ones[i] - others[i]) / users;
    }
    double squares = 0;
    for (int i = 0; i < users; i++) {
      double off = ones[i] - others[i] - mean;
      squares += off * off;
    }
    double quantile = 1.96 + 2.4 / (users - 1); // Student's, to 0.001 from 30 on
    return new PairedDifference(
        users,
        mean,
        users < MIN_USERS
            ? Double.POSITIVE_INFINITY
            : quantile * Math.sqrt(squares / (users - 1) / users));
  }

  /** Whether the first is better beyond noise. */
  boolean better() {
    return mean > margin;
  }

  @Override
  public String toString() {
    return Double.isInfinite(margin)
        ? String.format(Locale.ROOT, "%+.4f", mean)
        : String.format(Locale.ROOT, "%+.4f ± %.4f", mean, margin);
  }
}

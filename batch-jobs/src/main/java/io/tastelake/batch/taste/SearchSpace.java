package io.tastelake.batch.taste;

import java.util.ArrayList;
import java.util.List;

/**
 * Where settings are searched: ranks in turn, α and λ evenly by their logarithms, as a Halton
 * sequence spreads points (Halton: On the efficiency of certain quasi-random sequences of points,
 * 1960).
 *
 * @param ranks each 1 to 256, as a database's own settings may be
 */
record SearchSpace(List<Integer> ranks, Range alpha, Range lambda) {

  /** From {@code lowest} to {@code highest}, both greater than 0. */
  record Range(double lowest, double highest) {

    /**
     * Reads {@code LOWEST:HIGHEST}.
     *
     * @param option names it if it is no range
     * @throws IllegalArgumentException if it is none
     */
    static Range parse(String option, String text) {
      String[] ends = text.split(":", -1);
      try {
        double lowest = Double.parseDouble(ends[0]);
        double highest = Double.parseDouble(ends[ends.length - 1]);
        if (ends.length == 2 && lowest > 0 && lowest <= highest && highest <= 1_000) {
          return new Range(lowest, highest);
        }
      } catch (NumberFormatException e) {
        throw wrong(option, text, e);
      }
      throw wrong(option, text, null);
    }

    private static IllegalArgumentException wrong(String option, String text, Exception cause) {
      return new IllegalArgumentException(
          "%s is the lowest and the highest value, such as 0.01:10, greater than 0 and at most 1000, not '%s'."
              .formatted(option, text),
          cause);
    }

    /** To three digits: more would say nothing. */
    double at(double share) {
      double exact = lowest * Math.pow(highest / lowest, share);
      double unit = Math.pow(10, Math.floor(Math.log10(exact)) - 2);
      return Math.min(highest, Math.max(lowest, Math.rint(exact / unit) * unit));
    }
  }

  /** Checks the ranks. */
  SearchSpace {
    ranks = List.copyOf(ranks);
    if (ranks.isEmpty() || ranks.stream().anyMatch(rank -> rank < 1 || rank > 256)) {
      throw new IllegalArgumentException("--ranks must be numbers from 1 to 256, not " + ranks);
    }
  }

  /** Some settings that differ from {@code present} in rank, α and λ alone. */
  List<AlsSettings> points(AlsSettings present, int count) {
    List<AlsSettings> points = new ArrayList<>(count);
    for (int i = 1; i <= count; i++) {
      points.add(
          new AlsSettings(
              ranks.get(i % ranks.size()),
              present.iterations(),
              alpha.at(radicalInverse(2, i)),
              lambda.at(radicalInverse(3, i)),
              present.seed(),
              present.solver()));
    }
    return points;
  }

  /** The digits of {@code number} behind the point in the other order. */
  private static double radicalInverse(int base, int number) {
    double share = 0;
    double digit = 1.0 / base;
    for (int left = number; left > 0; left /= base) {
      share += digit * (left % base);
      digit /= base;
    }
    return share;
  }
}

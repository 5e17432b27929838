package io.tastelake.standalone.shop;

import java.util.Arrays;
import java.util.function.IntToDoubleFunction;
import java.util.random.RandomGenerator;

/** Numbers from 0, each picked as often as its weight says. */
final class Popularity {

  private final double[] cumulated;

  /**
   * Sums up the weights.
   *
   * @param weight of each number below {@code count}; greater than 0
   */
  Popularity(int count, IntToDoubleFunction weight) {
    cumulated = new double[count];
    double sum = 0;
    for (int number = 0; number < count; number++) {
      sum += weight.applyAsDouble(number);
      cumulated[number] = sum;
    }
  }

  /** Zipf's law: the weight of rank r, from 0, is (r + 1) to the power of −exponent. */
  static Popularity zipf(int ranks, double exponent) {
    return new Popularity(ranks, rank -> zipfWeight(rank, exponent));
  }

  static double zipfWeight(int rank, double exponent) {
    return Math.pow(rank + 1, -exponent);
  }

  int pick(RandomGenerator random) {
    double point = random.nextDouble() * cumulated[cumulated.length - 1];
    int found = Arrays.binarySearch(cumulated, point);
    return found >= 0 ? Math.min(found + 1, cumulated.length - 1) : -found - 1;
  }
}

package io.tastelake.standalone.shop;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * Ranks from 0, picked by Zipf's law: the weight of rank r is (r + 1) to the power of −exponent.
 */
final class Popularity {

  private final double[] cumulated;

  Popularity(int ranks, double exponent) {
    cumulated = new double[ranks];
    double sum = 0;
    for (int rank = 0; rank < ranks; rank++) {
      sum += Math.pow(rank + 1, -exponent);
      cumulated[rank] = sum;
    }
  }

  int pick(RandomGenerator random) {
    double point = random.nextDouble() * cumulated[cumulated.length - 1];
    int found = Arrays.binarySearch(cumulated, point);
    return found >= 0 ? Math.min(found + 1, cumulated.length - 1) : -found - 1;
  }
}

package io.tastelake.domain.rating;

import java.util.Arrays;
import java.util.Map;
import java.util.function.IntUnaryOperator;

/**
 * How many of a database's ratings lie on each half step of the scale: a small picture of where
 * they lie, however many there are.
 */
public final class RatingLevels {

  /** Levels lie so far apart. */
  public static final double STEP = 0.5;

  private static final int LEVELS = level(Rating.HIGHEST) + 1;

  private final long[] counts;
  private final long all;

  private RatingLevels(long[] counts) {
    this.counts = counts;
    this.all = Arrays.stream(counts).sum();
  }

  /** The half step that a rating lies on or right below, as a number of steps. */
  public static int level(double rating) {
    return (int) Math.ceil(rating / STEP);
  }

  /**
   * Levels from their counts.
   *
   * @param counts how many ratings there are of each {@link #level}; of absent ones none
   * @throws IllegalArgumentException if a level is not on the scale
   */
  public static RatingLevels of(Map<Integer, Long> counts) {
    long[] all = new long[LEVELS];
    counts.forEach(
        (level, count) -> {
          if (!Rating.isOnScale(level * STEP)) {
            throw new IllegalArgumentException("There is no level " + level + " on the scale.");
          }
          all[level] = count;
        });
    return new RatingLevels(all);
  }

  /** How many ratings there are. */
  public long all() {
    return all;
  }

  /** How many ratings are greater than {@code value}, a multiple of the step. */
  public long above(double value) {
    return Arrays.stream(counts, Math.min(LEVELS, level(value) + 1), LEVELS).sum();
  }

  /** The mean level of the lowest {@code share} of all; 0 if there are none. */
  public double lowest(double share) {
    return mean(share, level -> level);
  }

  /** The mean level of the highest {@code share} of all; 0 if there are none. */
  public double highest(double share) {
    return mean(share, level -> LEVELS - 1 - level);
  }

  private double mean(double share, IntUnaryOperator order) {
    double wanted = share * all;
    double left = wanted;
    double sum = 0;
    for (int i = 0; i < LEVELS && left > 0; i++) {
      int level = order.applyAsInt(i);
      double taken = Math.min(left, (double) counts[level]);
      sum += taken * level * STEP;
      left -= taken;
    }
    return wanted > 0 ? sum / wanted : 0;
  }
}

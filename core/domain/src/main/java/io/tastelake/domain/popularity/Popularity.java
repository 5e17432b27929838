package io.tastelake.domain.popularity;

import io.tastelake.domain.identity.ItemId;
import java.util.HashMap;
import java.util.Map;

/**
 * How popular items are lately: Σ over those who like an item of 2^(−age / half-life). Each counts
 * once for an item, at the last time, so nobody pushes an item by repeating something.
 *
 * <p>Scores are logarithms of the sum at a fixed moment, 1970: all decay alike, so the order of two
 * items changes only when somebody acts (Cormode, Shkapenyuk, Srivastava, Xu: Forward Decay, ICDE
 * 2009). Not thread-safe.
 */
public final class Popularity {

  /** After so many seconds something counts half. */
  public static final double HALF_LIFE = 7.0 * 24 * 60 * 60;

  /** Half-lives beyond which nothing more decays, so that no database's numbers underflow. */
  public static final double MAX_HALF_LIVES = 1000;

  private final double now;
  private final Map<ItemId, Sum> sums = new HashMap<>();

  /**
   * Nothing yet.
   *
   * @param now Unix seconds; what is later counts as if it were now
   */
  public Popularity(double now) {
    this.now = now;
  }

  /** Counts somebody who likes an item, and did not count for it before. */
  public void count(ItemId item, double timestamp) {
    sums.computeIfAbsent(item, unused -> new Sum()).add(Math.min(timestamp, now));
  }

  /** Of each item that was counted its score; the greater is the more popular. */
  public Map<ItemId, Double> scores() {
    Map<ItemId, Double> scores = new HashMap<>();
    sums.forEach((item, sum) -> scores.put(item, sum.score()));
    return scores;
  }

  /** A sum as it stands at its newest time. */
  private static final class Sum {

    private double newest = Double.NEGATIVE_INFINITY;
    private double weight;

    void add(double at) {
      if (at > newest) {
        weight = weight == 0 ? 1 : 1 + weight * decay(at - newest);
        newest = at;
      } else {
        weight += decay(newest - at);
      }
    }

    double score() {
      return newest / HALF_LIFE + Math.log(weight) / Math.log(2);
    }

    private static double decay(double age) {
      return Math.pow(2, -Math.min(age / HALF_LIFE, MAX_HALF_LIVES));
    }
  }
}

package io.tastelake.standalone.shop;

import java.time.Instant;

/**
 * What a shop looks like; equal profiles make equal traffic.
 *
 * @param seed of all its randomness
 * @param users how many may come; the most active ones come often, many never
 * @param items how many it sells
 * @param interactions how many there are in all
 * @param days how many days they spread over
 * @param end when the last day ends
 */
public record ShopProfile(
    long seed, int users, int items, long interactions, int days, Instant end) {

  public ShopProfile {
    if (users < 1 || items < 1 || interactions < 0 || days < 1) {
      throw new IllegalArgumentException(
          "A shop has at least one user, item and day, and no negative number of interactions.");
    }
  }

  /**
   * A shop of {@code interactions} in 60 days. However many they are, a user has 20 on average, so
   * that tastes show: 100,000 are of 5,000 users with 2,000 items.
   */
  public static ShopProfile of(long seed, long interactions, Instant end) {
    int users = (int) Math.min(Integer.MAX_VALUE, Math.max(1, interactions / 20));
    int items = (int) Math.max(8, Math.round(2_000 * Math.sqrt(interactions / 100_000.0)));
    return new ShopProfile(seed, users, items, interactions, 60, end);
  }
}

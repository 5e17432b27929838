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

  /** A small shop: 100,000 interactions of 5,000 users with 2,000 items in 60 days. */
  public static ShopProfile small(long seed, Instant end) {
    return new ShopProfile(seed, 5_000, 2_000, 100_000, 60, end);
  }

  /** This shop with another number of interactions. */
  public ShopProfile withInteractions(long count) {
    return new ShopProfile(seed, users, items, count, days, end);
  }
}

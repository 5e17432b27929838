package io.tastelake.standalone.shop;

import io.tastelake.standalone.shop.Catalogue.Item;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * What ties users to items, and what a model has to find out: a few tastes that cross the
 * departments. An item suits one taste, and a second one somewhat; a user has two, the first more
 * than the second. All of it follows from the seed.
 */
final class Tastes {

  private static final int COUNT = 24;
  private static final double SKEW = 0.5;
  private static final double SUITS = 1;
  private static final double SUITS_SOMEWHAT = 0.3;
  private static final double SUITS_NOT = 0.005;
  private static final double FIRST_TASTE = 0.7;
  private static final int WISHES = 3;

  private final long seed;
  private final int[] first;
  private final int[] second;
  private final Popularity[] items;
  private final Popularity ofUsers = Popularity.zipf(COUNT, SKEW);

  Tastes(long seed, Catalogue catalogue) {
    this.seed = seed;
    SplittableRandom random = new SplittableRandom(seed);
    this.first = random.ints(catalogue.size(), 0, COUNT).toArray();
    this.second = random.ints(catalogue.size(), 0, COUNT).toArray();
    this.items =
        IntStream.range(0, COUNT)
            .mapToObj(taste -> new Popularity(catalogue.size(), item -> weight(taste, item)))
            .toArray(Popularity[]::new);
  }

  private double weight(int taste, int item) {
    double suits =
        first[item] == taste ? SUITS : second[item] == taste ? SUITS_SOMEWHAT : SUITS_NOT;
    return suits * new Item(item).popularity();
  }

  /** One of the user's two tastes, for a visit. */
  int moodOf(int user, RandomGenerator random) {
    return taste(user, random.nextDouble() < FIRST_TASTE ? 1 : 2);
  }

  /** An item that suits {@code taste}, most often a popular one. */
  Item pick(int taste, RandomGenerator random) {
    return new Item(items[taste].pick(random));
  }

  /** One of the few items that {@code user} comes back to. */
  Item wishOf(int user, RandomGenerator random) {
    RandomGenerator own = ownRandom(user, 3 + random.nextInt(WISHES));
    return pick(taste(user, 1), own);
  }

  /** The tastes that an item suits, the first more than the second; they may be the same. */
  IntStream of(Item item) {
    return IntStream.of(first[item.number()], second[item.number()]);
  }

  boolean suits(Item item, int user) {
    return suits(item, user, 1) || suits(item, user, 2);
  }

  private boolean suits(Item item, int user, int which) {
    int taste = taste(user, which);
    return first[item.number()] == taste || second[item.number()] == taste;
  }

  private int taste(int user, int which) {
    return ofUsers.pick(ownRandom(user, which));
  }

  private RandomGenerator ownRandom(int user, int what) {
    return new SplittableRandom(seed ^ (0x9E3779B97F4A7C15L * (user * 16L + what)));
  }
}

package io.tastelake.standalone.shop;

import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** What the shop sells: departments, each with its few bestsellers and its long tail. */
final class Catalogue {

  private static final List<String> DEPARTMENTS =
      List.of("book", "lamp", "chair", "tea", "boot", "bike", "vase", "game");

  private final long seed;
  private final int perDepartment;
  private final Popularity popularity;

  Catalogue(long seed, int items) {
    this.seed = seed;
    this.perDepartment = Math.max(1, items / DEPARTMENTS.size());
    this.popularity = new Popularity(perDepartment, 1.0);
  }

  /** An item: its department and its rank there. */
  record Item(int department, int rank) {

    String id() {
      return String.format(Locale.ROOT, "%s-%04d", DEPARTMENTS.get(department), rank + 1);
    }
  }

  /** A popular item of a department that {@code user} likes, more often than not. */
  Item pickFor(int user, RandomGenerator random) {
    SplittableRandom taste = new SplittableRandom(seed ^ (0x9E3779B97F4A7C15L * user));
    int first = taste.nextInt(DEPARTMENTS.size());
    int second = taste.nextInt(DEPARTMENTS.size());
    double chance = random.nextDouble();
    int department =
        chance < 0.5 ? first : chance < 0.75 ? second : random.nextInt(DEPARTMENTS.size());
    return new Item(department, popularity.pick(random));
  }

  /** One of the few items that {@code user} comes back to. */
  Item wishOf(int user, RandomGenerator random) {
    long wish = random.nextInt(3);
    return pickFor(user, new SplittableRandom(seed + 31L * user + 7_919L * wish));
  }

  /** From 5 to some hundred, in hundredths; most are cheap. */
  double price(Item item) {
    long own = seed + 131L * item.department + 17L * item.rank;
    double draw = new SplittableRandom(own).nextDouble();
    return Math.round(500 + 2_500 * -Math.log(1 - draw)) / 100.0;
  }

  int size() {
    return perDepartment * DEPARTMENTS.size();
  }
}

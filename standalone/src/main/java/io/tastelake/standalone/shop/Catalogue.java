package io.tastelake.standalone.shop;

import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** What the shop sells: departments, each with its few bestsellers and its long tail. */
final class Catalogue {

  private static final List<String> DEPARTMENTS =
      List.of("book", "lamp", "chair", "tea", "boot", "bike", "vase", "game");
  private static final double SKEW = 0.65;

  private final long seed;
  private final int size;
  private final Popularity popularity;

  Catalogue(long seed, int items) {
    this.seed = seed;
    this.size = Math.max(1, items / DEPARTMENTS.size()) * DEPARTMENTS.size();
    this.popularity = new Popularity(size, item -> new Item(item).popularity());
  }

  /** An item, by its number: departments take turns, and the most popular come first. */
  record Item(int number) {

    String id() {
      return String.format(Locale.ROOT, "%s-%04d", department(), rank() + 1);
    }

    String department() {
      return DEPARTMENTS.get(number % DEPARTMENTS.size());
    }

    double popularity() {
      return Popularity.zipfWeight(rank(), SKEW);
    }

    private int rank() {
      return number / DEPARTMENTS.size();
    }
  }

  /** Any item, most often a popular one. */
  Item pick(RandomGenerator random) {
    return new Item(popularity.pick(random));
  }

  /** From 5 to some hundred, in hundredths; most are cheap. */
  double price(Item item) {
    double draw = new SplittableRandom(seed + 131L * item.number()).nextDouble();
    return Math.round(500 + 2_500 * -Math.log(1 - draw)) / 100.0;
  }

  int size() {
    return size;
  }
}

package io.tastelake.standalone.shop;

import io.tastelake.standalone.shop.Catalogue.Item;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The shop's items as a customer sees them: each taste is a style that names and tags show. */
final class Assortment {

  private static final List<String> STYLES =
      List.of(
          "nordic",
          "retro",
          "rustic",
          "urban",
          "coastal",
          "vintage",
          "minimal",
          "playful",
          "alpine",
          "tropical",
          "baroque",
          "industrial",
          "botanical",
          "nautical",
          "zen",
          "gothic",
          "pastel",
          "monochrome",
          "folk",
          "futuristic",
          "desert",
          "forest",
          "royal",
          "handmade");
  private static final List<String> COLOURS =
      List.of("black", "blue", "brown", "green", "grey", "red", "white", "yellow");
  private static final double IN_STOCK = 0.95;

  private final long seed;
  private final Catalogue catalogue;
  private final Tastes tastes;

  Assortment(long seed, Catalogue catalogue, Tastes tastes) {
    this.seed = seed;
    this.catalogue = catalogue;
    this.tastes = tastes;
  }

  Stream<ShopItem> items() {
    return IntStream.range(0, catalogue.size()).mapToObj(Item::new).map(this::shown);
  }

  private ShopItem shown(Item item) {
    RandomGenerator random = new SplittableRandom(seed - 257L * item.number());
    List<String> styles = tastes.of(item).distinct().mapToObj(STYLES::get).toList();
    String colour = COLOURS.get(random.nextInt(COLOURS.size()));
    return new ShopItem(
        item.id(),
        capitalized("%s %s %s".formatted(styles.get(0), colour, item.department())),
        item.department(),
        catalogue.price(item),
        random.nextDouble() < IN_STOCK,
        styles);
  }

  private static String capitalized(String words) {
    return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
  }
}

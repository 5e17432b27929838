package io.tastelake.standalone.shop;

import io.tastelake.standalone.shop.Catalogue.Item;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;

/** One user's visit: views, now and then a like or a dislike, a cart, perhaps a purchase. */
final class Visit {

  private static final double MORE_VIEWS = 0.84;
  private static final double OF_WISHES = 0.2;
  private static final double TO_CART = 0.12;
  private static final double LIKED = 0.04;
  private static final double DISLIKED = 0.015;
  private static final double CHECKOUT = 0.45;

  private final Catalogue catalogue;
  private final int user;
  private final RandomGenerator random;
  private final List<ShopInteraction> done = new ArrayList<>();
  private final Set<Item> cart = new LinkedHashSet<>();
  private double clock;

  private Visit(Catalogue catalogue, int user, double start, RandomGenerator random) {
    this.catalogue = catalogue;
    this.user = user;
    this.random = random;
    this.clock = start;
  }

  /** All that happens in a visit, in order of time. */
  static List<ShopInteraction> of(
      Catalogue catalogue, int user, double start, RandomGenerator random) {
    Visit visit = new Visit(catalogue, user, start, random);
    do {
      visit.look();
    } while (random.nextDouble() < MORE_VIEWS);
    visit.leave();
    return visit.done;
  }

  private void look() {
    Item item =
        random.nextDouble() < OF_WISHES
            ? catalogue.wishOf(user, random)
            : catalogue.pickFor(user, random);
    note(item, Shop.VIEW, Map.of());
    if (random.nextDouble() < LIKED) {
      note(item, Shop.LIKE, Map.of());
    } else if (random.nextDouble() < DISLIKED) {
      note(item, Shop.DISLIKE, Map.of());
    } else if (random.nextDouble() < TO_CART && cart.add(item)) {
      note(item, Shop.CART, Map.of());
    }
  }

  private void leave() {
    if (random.nextDouble() < CHECKOUT) {
      cart.forEach(this::buy);
    }
  }

  private void buy(Item item) {
    int quantity = random.nextDouble() < 0.85 ? 1 : 2;
    double revenue = Math.round(100 * quantity * catalogue.price(item)) / 100.0;
    note(item, Shop.PURCHASE, Map.of("quantity", quantity, "revenue", revenue));
  }

  private void note(Item item, String type, Map<String, Object> properties) {
    double timestamp = Math.round(clock * 1000) / 1000.0;
    done.add(new ShopInteraction(user, item.id(), type, timestamp, properties));
    clock += 2 - 35 * Math.log(1 - random.nextDouble());
  }
}

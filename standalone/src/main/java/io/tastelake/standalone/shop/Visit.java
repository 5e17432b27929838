package io.tastelake.standalone.shop;

import io.tastelake.standalone.shop.Catalogue.Item;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * One user's visit in one mood: views, now and then a like or a dislike, a cart, perhaps a
 * purchase.
 */
final class Visit {

  private static final double MORE_VIEWS = 0.84;
  private static final double OF_WISHES = 0.2;
  private static final double OF_ANYTHING = 0.1;
  private static final double CHECKOUT = 0.45;

  private final Catalogue catalogue;
  private final Tastes tastes;
  private final int user;
  private final RandomGenerator random;
  private final int mood;
  private final List<ShopInteraction> done = new ArrayList<>();
  private final Set<Item> cart = new LinkedHashSet<>();
  private double clock;

  private Visit(
      Catalogue catalogue, Tastes tastes, int user, double start, RandomGenerator random) {
    this.catalogue = catalogue;
    this.tastes = tastes;
    this.user = user;
    this.random = random;
    this.mood = tastes.moodOf(user, random);
    this.clock = start;
  }

  /** How likely it is that a user who looks at an item likes it, or else dislikes it, and so on. */
  private record Reaction(double like, double dislike, double cart) {

    static final Reaction SUITED = new Reaction(0.06, 0.005, 0.15);
    static final Reaction OTHER = new Reaction(0.01, 0.04, 0.04);
  }

  /** All that happens in a visit, in order of time. */
  static List<ShopInteraction> of(
      Catalogue catalogue, Tastes tastes, int user, double start, RandomGenerator random) {
    Visit visit = new Visit(catalogue, tastes, user, start, random);
    do {
      visit.look();
    } while (random.nextDouble() < MORE_VIEWS);
    visit.leave();
    return visit.done;
  }

  private void look() {
    Item item = item();
    note(item, Shop.VIEW, Map.of());
    Reaction reaction = tastes.suits(item, user) ? Reaction.SUITED : Reaction.OTHER;
    if (random.nextDouble() < reaction.like) {
      note(item, Shop.LIKE, Map.of());
    } else if (random.nextDouble() < reaction.dislike) {
      note(item, Shop.DISLIKE, Map.of());
    } else if (random.nextDouble() < reaction.cart && cart.add(item)) {
      note(item, Shop.CART, Map.of());
    }
  }

  private Item item() {
    double chance = random.nextDouble();
    if (chance < OF_WISHES) {
      return tastes.wishOf(user, random);
    }
    return chance < OF_WISHES + OF_ANYTHING ? catalogue.pick(random) : tastes.pick(mood, random);
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

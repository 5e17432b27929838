package io.tastelake.standalone.shop;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A shop's traffic: visits with a daily and a weekly rhythm, by users with tastes who come back, to
 * items of which few are popular and most are not. Memory holds one day, and what is yet to be
 * returned.
 */
public final class Shop {

  public static final String VIEW = "productView";
  public static final String CART = "addToCart";
  public static final String PURCHASE = "purchase";
  public static final String LIKE = "like";
  public static final String DISLIKE = "dislike";
  public static final String RETURN = "return";

  /** Everything that users do here. */
  public static final List<String> TYPES = List.of(VIEW, CART, PURCHASE, LIKE, DISLIKE, RETURN);

  private static final int DAY = 24 * 3600;

  /** How busy each hour of a day is, from midnight on. */
  private static final double[] HOURS = {
    2, 1, 1, 1, 1, 2, 4, 7, 9, 10, 11, 12, 13, 11, 10, 10, 11, 13, 16, 20, 22, 19, 12, 6
  };

  /** How busy each day of a week is, from Monday on. */
  private static final double[] WEEKDAYS = {0.90, 0.88, 0.92, 0.95, 1.05, 1.25, 1.20};

  private final ShopProfile profile;
  private final Catalogue catalogue;
  private final Tastes tastes;
  private final Popularity activity;
  private final double firstSecond;

  public Shop(ShopProfile profile) {
    this.profile = profile;
    this.catalogue = new Catalogue(profile.seed(), profile.items());
    this.tastes = new Tastes(profile.seed(), catalogue);
    this.activity = Popularity.zipf(profile.users(), 0.7);
    this.firstSecond = profile.end().getEpochSecond() - (double) profile.days() * DAY;
  }

  /** All that it sells, the most popular of each department first. */
  public Stream<ShopItem> items() {
    return new Assortment(profile.seed(), catalogue, tastes).items();
  }

  /** All interactions, exactly as many as the profile says, in order of time. */
  public Stream<ShopInteraction> interactions() {
    Returns returns = new Returns();
    return IntStream.range(0, profile.days())
        .boxed()
        .sequential() // a day's purchases come back on a later one
        .flatMap(day -> day(day, returns).stream());
  }

  private List<ShopInteraction> day(int day, Returns returns) {
    RandomGenerator random = new SplittableRandom(profile.seed() + 1_000_003L * day);
    long wanted = upTo(day + 1) - upTo(day);
    double midnight = firstSecond + (double) day * DAY;
    List<ShopInteraction> made = new ArrayList<>(returns.until(midnight + DAY, wanted));
    while (made.size() < wanted) {
      int user = 1 + activity.pick(random);
      double start = midnight + secondOfDay(random);
      List<ShopInteraction> visit = Visit.of(catalogue, tastes, user, start, random);
      int left = (int) Math.min(visit.size(), wanted - made.size());
      for (ShopInteraction interaction : visit.subList(0, left)) {
        made.add(interaction);
        returns.see(interaction, random);
      }
    }
    made.sort(Comparator.comparingDouble(ShopInteraction::timestamp));
    return made;
  }

  /** How many interactions the days before {@code day} have together. */
  private long upTo(int day) {
    double before = IntStream.range(0, day).mapToDouble(this::weight).sum();
    double all = IntStream.range(0, profile.days()).mapToDouble(this::weight).sum();
    return Math.round(profile.interactions() * before / all);
  }

  private double weight(int day) {
    Instant start = Instant.ofEpochSecond((long) firstSecond + (long) day * DAY);
    return WEEKDAYS[LocalDate.ofInstant(start, ZoneOffset.UTC).getDayOfWeek().getValue() - 1];
  }

  private static double secondOfDay(RandomGenerator random) {
    double busiest = 22;
    while (true) {
      int hour = random.nextInt(HOURS.length);
      if (random.nextDouble() * busiest < HOURS[hour]) {
        return 3600 * (hour + random.nextDouble());
      }
    }
  }
}

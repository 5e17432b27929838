package io.tastelake.standalone.shop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class ShopTest {

  private static final Instant END = Instant.parse("2026-03-01T00:00:00Z");

  private final ShopProfile profile = ShopProfile.of(7, 40_000, END);
  private final List<ShopInteraction> traffic = new Shop(profile).interactions().toList();

  @Property(tries = 25)
  void makesExactlyAsManyAsAskedAndTheSameAgain(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 300) int users,
      @ForAll @IntRange(min = 1, max = 300) int items,
      @ForAll @LongRange(min = 0, max = 2_000) long interactions,
      @ForAll @IntRange(min = 1, max = 20) int days) {
    ShopProfile any = new ShopProfile(seed, users, items, interactions, days, END);
    List<ShopInteraction> made = new Shop(any).interactions().toList();
    assertThat(made).hasSize((int) interactions);
    assertThat(new Shop(any).interactions()).isEqualTo(made);
    assertThat(made).allMatch(one -> one.user() >= 1 && one.user() <= users);
    assertThat(made).allMatch(one -> Shop.TYPES.contains(one.type()));
  }

  @Test
  void whatIsBoughtIsInTheCatalogueOnceAtItsPrice() {
    Map<String, ShopItem> items =
        new Shop(profile).items().collect(Collectors.toMap(ShopItem::id, item -> item));
    assertThat(items).hasSize(profile.items() / 8 * 8);
    assertThat(items.values()).allMatch(item -> item.id().startsWith(item.category() + "-"));
    assertThat(items.values().stream().filter(item -> !item.inStock()).count())
        .isBetween(1L, items.size() / 8L);
    assertThat(traffic)
        .allSatisfy(
            one -> {
              ShopItem item = items.get(one.item());
              assertThat(item).isNotNull();
              if (one.type().equals(Shop.PURCHASE)) {
                double quantity = ((Number) one.properties().get("quantity")).doubleValue();
                assertThat((double) one.properties().get("revenue"))
                    .isCloseTo(quantity * item.price(), within(0.01));
              }
            });
  }

  @Test
  void anotherSeedIsAnotherShop() {
    ShopProfile other = ShopProfile.of(8, 40_000, END);
    assertThat(new Shop(other).interactions().toList()).isNotEqualTo(traffic);
  }

  @Test
  void fewItemsArePopularAndMostAreNot() {
    List<Long> counts = descending(ShopInteraction::item);
    long topTenth = counts.stream().limit(profile.items() / 10).mapToLong(Long::longValue).sum();
    assertThat(topTenth).isGreaterThan(traffic.size() / 3);
    assertThat(counts.size()).isGreaterThan(profile.items() / 2);
  }

  @Test
  void usersComeBack() {
    Map<Integer, Long> days =
        traffic.stream()
            .collect(
                Collectors.groupingBy(
                    ShopInteraction::user,
                    Collectors.mapping(
                        one -> (long) (one.timestamp() / 86_400),
                        Collectors.collectingAndThen(
                            Collectors.toSet(), set -> (long) set.size()))));
    assertThat(days.values().stream().filter(count -> count > 1).count())
        .isGreaterThan(days.size() / 3);
  }

  @Test
  void usersOfATasteShareItemsAcrossDepartmentsAndOthersDoNot() {
    Map<Integer, Set<String>> liked =
        traffic.stream()
            .filter(one -> one.type().equals(Shop.CART) || one.type().equals(Shop.LIKE))
            .collect(
                Collectors.groupingBy(
                    ShopInteraction::user,
                    Collectors.mapping(ShopInteraction::item, Collectors.toSet())));
    List<Set<String>> most = liked.values().stream().filter(items -> items.size() >= 10).toList();
    assertThat(most).hasSizeGreaterThan(50);
    double[] best = most.stream().mapToDouble(one -> nearest(one, most)).sorted().toArray();
    assertThat(best[best.length / 2]).as("of half of them").isGreaterThan(4 * mean(most));
    assertThat(most).allMatch(items -> departments(items) > 1);
  }

  /** How much of what {@code one} likes is also liked by the user who is nearest in that. */
  private static double nearest(Set<String> one, List<Set<String>> all) {
    return all.stream()
        .filter(other -> other != one)
        .mapToDouble(other -> common(one, other))
        .max()
        .orElseThrow();
  }

  private static double mean(List<Set<String>> all) {
    return all.stream()
        .flatMapToDouble(
            one ->
                all.stream().filter(other -> other != one).mapToDouble(other -> common(one, other)))
        .average()
        .orElseThrow();
  }

  private static double common(Set<String> one, Set<String> other) {
    return (double) one.stream().filter(other::contains).count() / one.size();
  }

  private static long departments(Set<String> items) {
    return items.stream().map(item -> item.substring(0, item.indexOf('-'))).distinct().count();
  }

  @Test
  void onlyWhatWasBoughtIsReturnedAndNotAtOnce() {
    List<ShopInteraction> returns =
        traffic.stream().filter(one -> one.type().equals(Shop.RETURN)).toList();
    assertThat(returns).hasSizeGreaterThan(10);
    assertThat(returns)
        .allMatch(
            given ->
                traffic.stream()
                    .anyMatch(
                        one ->
                            one.type().equals(Shop.PURCHASE)
                                && one.user() == given.user()
                                && one.item().equals(given.item())
                                && one.timestamp() < given.timestamp() - 2 * 86_400));
  }

  @Test
  void eveningsAreBusierThanNights() {
    Map<Integer, Long> byHour =
        traffic.stream()
            .collect(
                Collectors.groupingBy(
                    one -> (int) (one.timestamp() / 3_600 % 24), Collectors.counting()));
    assertThat(byHour.get(20)).isGreaterThan(5 * byHour.get(3));
  }

  @Test
  void theFunnelNarrowsAndOnlyPurchasesBringRevenue() {
    Map<String, Long> byType =
        traffic.stream()
            .collect(Collectors.groupingBy(ShopInteraction::type, Collectors.counting()));
    assertThat(byType.keySet()).containsExactlyInAnyOrderElementsOf(Shop.TYPES);
    assertThat(byType.get(Shop.VIEW)).isGreaterThan(5 * byType.get(Shop.CART));
    assertThat(byType.get(Shop.CART)).isGreaterThan(byType.get(Shop.PURCHASE));
    assertThat(byType.get(Shop.PURCHASE)).isGreaterThan(5 * byType.get(Shop.RETURN));
    assertThat(byType.get(Shop.LIKE)).isGreaterThan(byType.get(Shop.DISLIKE));
    assertThat(traffic)
        .allMatch(
            one -> one.type().equals(Shop.PURCHASE) == one.properties().containsKey("revenue"));
  }

  @Test
  void timeRunsForwardUpToAnHourOrSoPastTheEnd() {
    double first = END.getEpochSecond() - 60.0 * 86_400;
    assertThat(traffic.get(0).timestamp()).isGreaterThanOrEqualTo(first);
    assertThat(traffic).allMatch(one -> one.timestamp() < END.getEpochSecond() + 3 * 3_600.0);
  }

  private <K> List<Long> descending(java.util.function.Function<ShopInteraction, K> key) {
    return traffic.stream()
        .collect(Collectors.groupingBy(key, Collectors.counting()))
        .values()
        .stream()
        .sorted(Comparator.reverseOrder())
        .toList();
  }
}

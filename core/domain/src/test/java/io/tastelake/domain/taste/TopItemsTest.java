package io.tastelake.domain.taste;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tastelake.domain.identity.ItemId;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class TopItemsTest {

  /** Small whole numbers, so that sums are exact and many of them equal. */
  @Property(tries = 500)
  void areTheFirstOfAllItemsSorted(
      @ForAll @IntRange(min = 1, max = 11) int rank,
      @ForAll @IntRange(min = 0, max = 60) int items,
      @ForAll @IntRange(min = 1, max = 70) int amount,
      @ForAll Random random) {
    Map<ItemId, float[]> factors = factors(rank, items, random);
    float[] taste = vector(rank, random);
    Set<ItemId> without = some(factors, random);
    List<TopItems.Place> sorted = sorted(factors, taste, without);
    ItemFactors model = ItemFactors.of(rank, factors);
    assertThat(
            TopItems.of(
                model, taste, amount, TopItems.Candidates.allBut(without), Optional.empty()))
        .isEqualTo(sorted.subList(0, Math.min(amount, sorted.size())));
  }

  /** Duplicates among what is left out, and rows that are not wanted. */
  @Property(tries = 300)
  void ofSomeRowsAreThoseOfAllThatAreWanted(
      @ForAll @IntRange(min = 1, max = 60) int items,
      @ForAll @IntRange(min = 1, max = 70) int amount,
      @ForAll Random random) {
    Map<ItemId, float[]> factors = factors(2, items, random);
    ItemFactors model = ItemFactors.of(2, factors);
    BitSet only = new BitSet();
    IntStream.range(0, items).filter(row -> random.nextBoolean()).forEach(only::set);
    List<ItemId> without = new ArrayList<>(some(factors, random));
    without.addAll(some(factors, random));
    float[] taste = vector(2, random);
    Set<ItemId> unwanted = new HashSet<>(without);
    IntStream.range(0, items)
        .filter(row -> !only.get(row))
        .forEach(row -> unwanted.add(model.item(row)));
    List<TopItems.Place> sorted = sorted(factors, taste, unwanted);
    TopItems.Candidates candidates = new TopItems.Candidates(Optional.of(only), without);
    assertThat(TopItems.of(model, taste, amount, candidates, Optional.empty()))
        .isEqualTo(sorted.subList(0, Math.min(amount, sorted.size())));
  }

  @Property(tries = 200)
  void goingOnAfterTheLastVisitsEachItemOnceInOrder(
      @ForAll @IntRange(min = 1, max = 5) int rank,
      @ForAll @IntRange(min = 0, max = 60) int items,
      @ForAll @IntRange(min = 1, max = 9) int amount,
      @ForAll Random random) {
    Map<ItemId, float[]> factors = factors(rank, items, random);
    float[] taste = vector(rank, random);
    ItemFactors model = ItemFactors.of(rank, factors);
    List<TopItems.Place> visited = new ArrayList<>();
    List<TopItems.Place> page =
        TopItems.of(model, taste, amount, TopItems.Candidates.allBut(Set.of()), Optional.empty());
    while (!page.isEmpty()) {
      visited.addAll(page);
      Optional<TopItems.Place> last = Optional.of(page.get(page.size() - 1));
      page = TopItems.of(model, taste, amount, TopItems.Candidates.allBut(Set.of()), last);
    }
    assertThat(visited).isEqualTo(sorted(factors, taste, Set.of()));
  }

  @Test
  void equalItemsComeInTheOrderOfTheirIds() {
    float[] same = {1, 1};
    ItemFactors model =
        ItemFactors.of(
            2, Map.of(new ItemId("b"), same, new ItemId("a"), same, new ItemId("c"), same));
    assertThat(
            TopItems.of(
                model,
                new float[] {2, 0},
                2,
                TopItems.Candidates.allBut(Set.of()),
                Optional.empty()))
        .extracting(place -> place.item().value())
        .containsExactly("a", "b");
  }

  /** Against cosines in double precision; equal ones may come in either order. */
  @Property(tries = 300)
  void likeAnItemAreThoseOfTheGreatestCosines(
      @ForAll @IntRange(min = 1, max = 9) int rank,
      @ForAll @IntRange(min = 1, max = 40) int items,
      @ForAll @IntRange(min = 1, max = 9) int amount,
      @ForAll Random random) {
    Map<ItemId, float[]> factors = factors(rank, items, random);
    ItemFactors model = ItemFactors.of(rank, factors);
    ItemId item = new ItemId("item-" + random.nextInt(items));
    Set<ItemId> without = some(factors, random);
    List<TopItems.Place> visited = new ArrayList<>();
    List<TopItems.Place> page =
        TopItems.like(model, item, amount, TopItems.Candidates.allBut(without), Optional.empty());
    while (!page.isEmpty()) {
      visited.addAll(page);
      Optional<TopItems.Place> last = Optional.of(page.get(page.size() - 1));
      page = TopItems.like(model, item, amount, TopItems.Candidates.allBut(without), last);
    }
    Set<ItemId> expected = new HashSet<>(factors.keySet());
    expected.removeAll(without);
    expected.remove(item);
    assertThat(visited)
        .extracting(TopItems.Place::item)
        .containsExactlyInAnyOrderElementsOf(expected);
    assertThat(visited)
        .isSortedAccordingTo(Comparator.comparing((TopItems.Place place) -> -place.score()))
        .allSatisfy(
            place ->
                assertThat(place.score())
                    .isCloseTo(cosine(factors.get(place.item()), factors.get(item)), within(1e-5)));
  }

  @Test
  void nothingIsLikeAnItemThatTheModelDoesNotKnow() {
    ItemFactors model = ItemFactors.of(1, Map.of(new ItemId("a"), new float[] {1}));
    assertThat(
            TopItems.like(
                model, new ItemId("b"), 5, TopItems.Candidates.allBut(Set.of()), Optional.empty()))
        .isEmpty();
  }

  private static double cosine(float[] a, float[] b) {
    double lengths = Math.sqrt(dot(a, a)) * Math.sqrt(dot(b, b));
    return lengths == 0 ? 0 : dot(a, b) / lengths;
  }

  private static List<TopItems.Place> sorted(
      Map<ItemId, float[]> factors, float[] taste, Set<ItemId> without) {
    return factors.keySet().stream()
        .filter(item -> !without.contains(item))
        .map(item -> new TopItems.Place(dot(factors.get(item), taste), item))
        .sorted(
            Comparator.comparing((TopItems.Place place) -> -place.score())
                .thenComparing(place -> place.item().value()))
        .toList();
  }

  private static float dot(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (double) a[i] * b[i];
    }
    return (float) sum;
  }

  private static Map<ItemId, float[]> factors(int rank, int items, Random random) {
    Map<ItemId, float[]> factors = new HashMap<>();
    for (int item = 0; item < items; item++) {
      factors.put(new ItemId("item-" + item), vector(rank, random));
    }
    return factors;
  }

  private static float[] vector(int rank, Random random) {
    float[] vector = new float[rank];
    for (int i = 0; i < rank; i++) {
      vector[i] = random.nextInt(5) - 2;
    }
    return vector;
  }

  /** About a third of the items, and one that the model does not know. */
  private static Set<ItemId> some(Map<ItemId, float[]> factors, Random random) {
    Set<ItemId> some = new HashSet<>(Set.of(new ItemId("unknown")));
    factors.keySet().stream().filter(item -> random.nextInt(3) == 0).forEach(some::add);
    return some;
  }
}

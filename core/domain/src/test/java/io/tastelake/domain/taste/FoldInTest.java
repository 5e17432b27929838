package io.tastelake.domain.taste;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.tastelake.domain.identity.ItemId;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class FoldInTest {

  private static final double ALPHA = 1.5;
  private static final double LAMBDA = 0.1;

  /** A·x = b, by the definition and term by term: no step is shared with the class under test. */
  @Property(tries = 300)
  void solvesTheUsersEquation(
      @ForAll @IntRange(min = 1, max = 20) int rank,
      @ForAll @IntRange(min = 1, max = 40) int items,
      @ForAll @IntRange(min = 1, max = 11) int halves,
      @ForAll Random random) {
    Centre centre = new Centre(halves / 2.0);
    Map<ItemId, float[]> factors = factors(rank, items, random);
    Map<ItemId, Double> ratings = ratings(items, random);
    float[] x = FoldIn.into(ItemFactors.of(rank, factors), ALPHA, LAMBDA, centre).vector(ratings);
    long liked =
        ratings.entrySet().stream()
            .filter(e -> factors.containsKey(e.getKey()) && e.getValue() > centre.value())
            .count();
    for (int i = 0; i < rank; i++) {
      double left = LAMBDA * liked * x[i];
      double right = 0;
      for (Map.Entry<ItemId, float[]> item : factors.entrySet()) {
        float[] y = item.getValue();
        double r = ratings.getOrDefault(item.getKey(), centre.value()) - centre.value();
        double confidence = ALPHA * Math.abs(r);
        left += (1 + confidence) * y[i] * dot(y, x);
        right += r > 0 ? (1 + confidence) * y[i] : 0;
      }
      assertThat(left).isCloseTo(liked == 0 ? 0 : right, within(1e-3 * (1 + Math.abs(right))));
    }
  }

  @Property(tries = 300)
  void sharesOfLikedItemsAddUpToTheScore(
      @ForAll @IntRange(min = 1, max = 20) int rank,
      @ForAll @IntRange(min = 1, max = 40) int items,
      @ForAll @IntRange(min = 1, max = 11) int halves,
      @ForAll Random random) {
    Centre centre = new Centre(halves / 2.0);
    Map<ItemId, float[]> factors = factors(rank, items, random);
    Map<ItemId, Double> ratings = ratings(items, random);
    FoldIn foldIn = FoldIn.into(ItemFactors.of(rank, factors), ALPHA, LAMBDA, centre);
    float[] x = foldIn.vector(ratings);
    ItemId item = new ItemId("item-" + random.nextInt(items));
    Map<ItemId, Double> shares = foldIn.shares(ratings, item);
    double score = dot(x, factors.get(item));
    assertThat(shares.values().stream().mapToDouble(Double::doubleValue).sum())
        .isCloseTo(score, within(1e-4 * (1 + Math.abs(score))));
    assertThat(shares.keySet())
        .allMatch(rated -> factors.containsKey(rated) && ratings.get(rated) > centre.value());
  }

  /** Of two liked items the one that the item is like carries its score. */
  @Test
  void theLikedItemThatIsMostAlikeCarriesTheScore() {
    ItemId alike = new ItemId("alike");
    ItemId other = new ItemId("other");
    ItemId asked = new ItemId("asked");
    FoldIn foldIn =
        FoldIn.into(
            ItemFactors.of(
                2,
                Map.of(
                    alike, new float[] {1, 0.1f},
                    other, new float[] {0, 1},
                    asked, new float[] {0.9f, 0})),
            ALPHA,
            LAMBDA,
            Centre.NEUTRAL);
    Map<ItemId, Double> shares = foldIn.shares(Map.of(alike, 9.0, other, 9.0), asked);
    assertThat(shares.get(alike)).isGreaterThan(10 * Math.abs(shares.get(other)));
    assertThat(foldIn.shares(Map.of(alike, 9.0), new ItemId("unknown"))).isEmpty();
    assertThat(foldIn.shares(Map.of(alike, 2.0), asked)).isEmpty();
  }

  @Test
  void aUserWhoLikesNothingHasNoTaste() {
    ItemFactors factors = ItemFactors.of(2, Map.of(new ItemId("a"), new float[] {1, 2}));
    FoldIn foldIn = FoldIn.into(factors, ALPHA, LAMBDA, Centre.NEUTRAL);
    assertThat(foldIn.vector(Map.of(new ItemId("a"), 2.0))).containsExactly(0, 0);
    assertThat(foldIn.vector(Map.of(new ItemId("unknown"), 9.0))).containsExactly(0, 0);
    assertThat(foldIn.vector(Map.of())).containsExactly(0, 0);
  }

  @Test
  void oneFoldInLeavesNothingToTheNext() {
    Random random = new Random(7);
    ItemFactors factors = ItemFactors.of(8, factors(8, 30, random));
    FoldIn used = FoldIn.into(factors, ALPHA, LAMBDA, Centre.NEUTRAL);
    used.vector(ratings(30, random));
    Map<ItemId, Double> ratings = ratings(30, random);
    assertThat(used.vector(ratings))
        .containsExactly(FoldIn.into(factors, ALPHA, LAMBDA, Centre.NEUTRAL).vector(ratings))
        .containsExactly(used.another().vector(ratings));
  }

  @Test
  void refusesVectorsOfAnotherRank() {
    Map<ItemId, float[]> vectors = Map.of(new ItemId("a"), new float[3]);
    assertThatThrownBy(() -> ItemFactors.of(2, vectors))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Item a has 3 factors; the model has 2.");
  }

  private static Map<ItemId, float[]> factors(int rank, int items, Random random) {
    Map<ItemId, float[]> factors = new HashMap<>();
    for (int item = 0; item < items; item++) {
      float[] vector = new float[rank];
      for (int i = 0; i < rank; i++) {
        vector[i] = (float) random.nextGaussian();
      }
      factors.put(new ItemId("item-" + item), vector);
    }
    return factors;
  }

  /** Of about half the items, and of some that have no factors. */
  private static Map<ItemId, Double> ratings(int items, Random random) {
    Map<ItemId, Double> ratings = new HashMap<>();
    for (int item = 0; item < items + 5; item++) {
      if (random.nextBoolean()) {
        ratings.put(new ItemId("item-" + item), 1 + 9 * random.nextDouble());
      }
    }
    return ratings;
  }

  private static double dot(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (double) a[i] * b[i];
    }
    return sum;
  }
}

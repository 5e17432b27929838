package io.tastelake.domain.taste;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tastelake.domain.rating.Rating;
import io.tastelake.domain.rating.RatingLevels;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class CentreTest {

  /** How often each level from 1 to 10 is given: all kinds of scales, and of tempers. */
  @Provide
  Arbitrary<Map<Integer, Long>> counts() {
    Arbitrary<Long> count =
        Arbitraries.frequencyOf(
            Tuple.of(3, Arbitraries.just(0L)),
            Tuple.of(2, Arbitraries.longs().between(1, 20)),
            Tuple.of(2, Arbitraries.longs().between(1, 5_000)));
    return Arbitraries.maps(Arbitraries.integers().between(2, 20), count).ofMaxSize(19);
  }

  @Provide
  Arbitrary<Optional<Centre>> befores() {
    return Arbitraries.integers().between(1, 11).map(halves -> new Centre(halves / 2.0)).optional();
  }

  private static RatingLevels levels(Map<Integer, Long> counts) {
    return RatingLevels.of(counts);
  }

  /** Without knowing who rated what: likes alone. */
  private static Centre of(Map<Integer, Long> counts, Optional<Centre> before) {
    RatingLevels levels = levels(counts);
    return Centre.of(levels, levels.above(Rating.NEUTRAL), before);
  }

  private static Centre fresh(Map<Integer, Long> counts) {
    return of(counts, Optional.empty());
  }

  private static Map<Integer, Long> stars(long one, long two, long three, long four, long five) {
    return Map.of(2, one, 4, two, 6, three, 8, four, 10, five);
  }

  /** With that many likes a training does not lack what it needs. */
  @Property(tries = 2_000)
  void tenRatingsAreEnoughWhereverTheyLie(
      @ForAll("counts") Map<Integer, Long> counts, @ForAll("befores") Optional<Centre> before) {
    RatingLevels levels = levels(counts);
    Centre centre = of(counts, before);
    assertThat(centre.value()).isBetween(0.5, Rating.NEUTRAL);
    assertThat(centre.value() * 2).isEqualTo(Math.rint(centre.value() * 2));
    if (levels.all() < Centre.MIN_RATINGS) {
      assertThat(centre).isEqualTo(Centre.NEUTRAL);
    } else {
      assertThat(levels.above(centre.value())).isGreaterThanOrEqualTo(Centre.MIN_RATINGS);
    }
  }

  /** What it was trained around before, and what trains around 5.5, stays there. */
  @Property(tries = 1_000)
  void aModelAround55StaysThereForAsLongAsItTrains(
      @ForAll("counts") Map<Integer, Long> counts,
      @ForAll @IntRange(min = 10, max = 100) int likesTrain) {
    assertThat(Centre.of(levels(counts), likesTrain, Optional.of(Centre.NEUTRAL)))
        .isEqualTo(Centre.NEUTRAL);
  }

  @Property(tries = 1_000)
  void oneLikeInTwentyKeepsTheMiddleOfTheScale(
      @ForAll("counts") Map<Integer, Long> counts,
      @ForAll @IntRange(min = 10, max = 500) int more) {
    Map<Integer, Long> liked = new TreeMap<>(counts);
    long all = levels(counts).all();
    liked.merge(15, more + all / 19, Long::sum);
    assertThat(fresh(liked)).isEqualTo(Centre.NEUTRAL);
  }

  @Property(tries = 300)
  void ratingsThatAreAllAlikeAreLikes(
      @ForAll @DoubleRange(min = 1, max = 10) double rating,
      @ForAll @IntRange(min = 10, max = 1_000) int count) {
    Centre centre = fresh(Map.of(RatingLevels.level(rating), (long) count));
    assertThat(centre.preference(rating)).isPositive();
    assertThat(centre.preference(rating)).as("and a lower one is none").isLessThan(5);
    if (rating <= Rating.NEUTRAL) {
      assertThat(centre.preference(rating)).isLessThanOrEqualTo(1);
    }
  }

  /** Training again from the same ratings gives the same model. */
  @Property(tries = 2_000)
  void isItsOwnSuccessor(
      @ForAll("counts") Map<Integer, Long> counts, @ForAll("befores") Optional<Centre> before) {
    Centre centre = of(counts, before);
    assertThat(of(counts, Optional.of(centre))).isEqualTo(centre);
  }

  /** From one night to the next some ratings come and go: after one move at most it stays. */
  @Property(tries = 2_000)
  void smallChangesDoNotMoveItBackAndForth(
      @ForAll("counts") Map<Integer, Long> counts,
      @ForAll @IntRange(min = 2, max = 20) int level,
      @ForAll Random random) {
    Map<Integer, Long> one = new TreeMap<>(counts);
    one.merge(2 + random.nextInt(19), 500L, Long::sum);
    Map<Integer, Long> other = new TreeMap<>(one);
    other.merge(level, 1 + levels(one).all() / 500, Long::sum);
    Centre first = fresh(one);
    Centre second = of(other, Optional.of(first));
    Centre settled = of(one, Optional.of(second));
    assertThat(of(other, Optional.of(settled))).isEqualTo(settled);
    assertThat(of(one, Optional.of(settled))).isEqualTo(settled);
  }

  @Test
  void aScaleOfFiveHasItsMiddle() {
    assertThat(fresh(stars(100, 100, 100, 100, 100))).isEqualTo(new Centre(3));
    assertThat(fresh(stars(25, 25, 75, 175, 200))).isEqualTo(new Centre(3));
    assertThat(fresh(stars(0, 350, 0, 0, 150))).isEqualTo(new Centre(3.5));
    assertThat(fresh(Map.of(2, 70L, 4, 30L))).as("thumbs").isEqualTo(new Centre(1.5));
  }

  @Test
  void whereHardlyAnyLieAboveTheMiddleAllAreLikes() {
    assertThat(fresh(stars(95, 0, 0, 0, 5))).isEqualTo(new Centre(0.5));
    assertThat(fresh(stars(0, 0, 90, 0, 5))).isEqualTo(new Centre(2.5));
    assertThat(fresh(stars(1, 2, 3, 2, 2))).as("so few").isEqualTo(new Centre(0.5));
  }

  /** A scale of five on which somebody gives a ten now and then is still one. */
  @Test
  void fewStrangersDoNotChangeTheScale() {
    Map<Integer, Long> counts = new TreeMap<>(stars(100, 100, 100, 100, 100));
    counts.put(20, 20L);
    Centre centre = fresh(counts);
    assertThat(centre.value()).isBetween(3.0, 4.0);
    counts.put(20, 100L);
    assertThat(of(counts, Optional.of(centre))).as("a sixth").isNotEqualTo(Centre.NEUTRAL);
    counts.put(20, 150L);
    assertThat(of(counts, Optional.of(centre))).as("a fifth").isEqualTo(Centre.NEUTRAL);
    counts.put(20, 10L);
    assertThat(of(counts, Optional.of(Centre.NEUTRAL))).isEqualTo(Centre.NEUTRAL);
    counts.put(20, 9L);
    assertThat(of(counts, Optional.of(Centre.NEUTRAL))).isEqualTo(new Centre(3));
  }

  @Test
  void refusesWhatLiesElsewhere() {
    for (double value : new double[] {0, 5.6, Double.NaN, -1}) {
      assertThatThrownBy(() -> new Centre(value))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("A centre must be 0.5 to 5.5, not " + value + ".");
    }
  }
}

package io.tastelake.domain.outcome;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;

final class ProportionTest {

  /** What defines the interval: at its ends the seen rate is z standard errors away. */
  @Property
  void theSeenRateIsSoManyStandardErrorsFromTheEnds(
      @ForAll @LongRange(min = 1, max = 10_000_000) long trials,
      @ForAll @LongRange(min = 0, max = 10_000_000) long some) {
    Proportion seen = new Proportion(some % (trials + 1), trials);
    for (double end : new double[] {seen.low(), seen.high()}) {
      assertThat(end).isBetween(0.0, 1.0);
      if (end > 0 && end < 1) {
        double errors = Math.abs(seen.rate() - end) / Math.sqrt(end * (1 - end) / trials);
        assertThat(errors).isCloseTo(Proportion.Z, within(1e-6));
      }
    }
    assertThat(seen.rate()).isBetween(seen.low(), seen.high());
  }

  @Property
  void missesAreHitsSeenFromTheOtherSide(
      @ForAll @LongRange(min = 0, max = 100_000) long hits,
      @ForAll @LongRange(min = 0, max = 100_000) long misses) {
    Proportion seen = new Proportion(hits, hits + misses);
    Proportion other = new Proportion(misses, hits + misses);
    assertThat(seen.low()).isCloseTo(1 - other.high(), within(1e-12));
  }

  @Property
  void tenTimesAsMuchOfTheSameSaysMore(
      @ForAll @LongRange(min = 0, max = 10_000) long hits,
      @ForAll @LongRange(min = 1, max = 10_000) long misses) {
    Proportion little = new Proportion(hits, hits + misses);
    Proportion much = new Proportion(10 * hits, 10 * (hits + misses));
    assertThat(much.high() - much.low()).isLessThan(little.high() - little.low());
  }

  /** By the binomial distribution itself: over all rates it is 95 % of what is seen. */
  @Example
  void theTrueRateIsInsideNineteenTimesOfTwenty() {
    int trials = 40;
    double covered = 0;
    int rates = 199;
    for (int i = 1; i <= rates; i++) {
      double rate = i / (rates + 1.0);
      double chance = Math.pow(1 - rate, trials); // of no hit
      for (int hits = 0; hits <= trials; hits++) {
        Proportion seen = new Proportion(hits, trials);
        covered += seen.low() <= rate && rate <= seen.high() ? chance : 0;
        chance *= rate / (1 - rate) * (trials - hits) / (hits + 1);
      }
    }
    assertThat(covered / rates).isBetween(0.94, 0.965);
  }

  @Example
  void isWhatTablesSay() {
    Proportion ten = new Proportion(10, 100);
    assertThat(ten.low()).isCloseTo(0.0552, within(1e-4));
    assertThat(ten.high()).isCloseTo(0.1744, within(1e-4));
    Proportion none = new Proportion(0, 10);
    assertThat(none.low()).isZero();
    assertThat(none.high()).isCloseTo(0.2775, within(1e-4));
  }

  @Example
  void nothingSeenSaysNothing() {
    Proportion nothing = new Proportion(0, 0);
    assertThat(nothing.rate()).isZero();
    assertThat(nothing.low()).isZero();
    assertThat(nothing.high()).isOne();
  }

  @Example
  void hitsAreAmongTrials() {
    assertThatThrownBy(() -> new Proportion(3, 2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Hits must be 0 to 2, the number of trials, not 3.");
    assertThatThrownBy(() -> new Proportion(-1, 2)).isInstanceOf(IllegalArgumentException.class);
  }
}

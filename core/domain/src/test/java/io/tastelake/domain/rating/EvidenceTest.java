package io.tastelake.domain.rating;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tastelake.domain.rating.ImplicitToExplicitParameters.ScaledProperty;
import io.tastelake.domain.rating.ImplicitToExplicitParameters.Weight;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class EvidenceTest {

  private static final double DAY = 86_400;
  private static final ImplicitToExplicitParameters SHOP =
      new ImplicitToExplicitParameters(
          Map.of(
              "view", new Weight(1, Optional.empty()),
              "buy", new Weight(10, Optional.of(new ScaledProperty("revenue", 50))),
              "dislike", new Weight(-8, Optional.empty())),
          OptionalDouble.of(30),
          10);

  @Test
  void followsTheFormula() {
    List<Contribution> history =
        List.of(
            new Contribution("view", 0, Map.of()),
            new Contribution("buy", 30 * DAY, Map.of("revenue", 50.0)),
            new Contribution("unknown", 99 * DAY, Map.of()));
    double sum = 0.5 + 10 * (1 + Math.log(2));
    Rating rating = Evidence.of(history, SHOP).rating(SHOP).orElseThrow();
    assertThat(rating.value()).isCloseTo(5.5 + 4.5 * (1 - Math.exp(-sum / 10)), within(1e-12));
    assertThat(rating.timestamp()).isEqualTo(30 * DAY);
  }

  @Test
  void dislikesLieBelowNeutral() {
    List<Contribution> history = List.of(new Contribution("dislike", 5, Map.of()));
    Rating rating = Evidence.of(history, SHOP).rating(SHOP).orElseThrow();
    assertThat(rating.value()).isCloseTo(5.5 - 4.5 * (1 - Math.exp(-0.8)), within(1e-12));
  }

  @Test
  void nothingWeighsNothing() {
    List<Contribution> history = List.of(new Contribution("unknown", 5, Map.of()));
    assertThat(Evidence.of(history, SHOP).rating(SHOP)).isEmpty();
  }

  @Test
  void negativeAndAbsentNumbersDoNotEmphasize() {
    assertThat(Evidence.of(new Contribution("buy", 5, Map.of("revenue", -3.0)), SHOP))
        .isEqualTo(Evidence.of(new Contribution("buy", 5, Map.of("other", 7.0)), SHOP))
        .isEqualTo(new Evidence(10, 5));
  }

  @Test
  void noWeightIsTooGreat() {
    Weight love = new Weight(1e308, Optional.of(new ScaledProperty("revenue", 1e-300)));
    Weight hate = new Weight(-1e308, Optional.of(new ScaledProperty("revenue", 1e-300)));
    ImplicitToExplicitParameters extreme =
        new ImplicitToExplicitParameters(
            Map.of("love", love, "hate", hate), OptionalDouble.of(1e-3), 10);
    Contribution loved = new Contribution("love", 5, Map.of("revenue", 1e308));
    Contribution hated = new Contribution("hate", 5, Map.of("revenue", 1e308));
    Contribution longAgo = new Contribution("love", -1e11, Map.of("revenue", 1e308));
    assertThat(Evidence.of(List.of(loved, longAgo), extreme).rating(extreme))
        .contains(new Rating(10, 5));
    assertThat(Evidence.of(List.of(loved, hated), extreme).rating(extreme))
        .contains(new Rating(5.5, 5));
  }

  @Property
  void neitherOrderNorGroupingMatters(
      @ForAll("histories") List<Contribution> history, @ForAll Random random) {
    List<Contribution> shuffled = new ArrayList<>(history);
    Collections.shuffle(shuffled, random);
    int cut = random.nextInt(history.size() + 1);
    Evidence parts =
        Evidence.of(shuffled.subList(cut, history.size()), SHOP)
            .plus(Evidence.of(shuffled.subList(0, cut), SHOP), SHOP);
    Evidence whole = Evidence.of(history, SHOP);
    assertThat(parts.last()).isEqualTo(whole.last());
    assertThat(parts.rating(SHOP).map(Rating::value).orElse(0.0))
        .isCloseTo(whole.rating(SHOP).map(Rating::value).orElse(0.0), within(1e-9));
  }

  @Property
  void noneIsNeutral(@ForAll("histories") List<Contribution> history) {
    Evidence evidence = Evidence.of(history, SHOP);
    assertThat(evidence.plus(Evidence.NONE, SHOP)).isEqualTo(evidence);
    assertThat(Evidence.NONE.plus(evidence, SHOP)).isEqualTo(evidence);
  }

  @Property
  void ratingsStayOnTheirScale(@ForAll("histories") List<Contribution> history) {
    Evidence.of(history, SHOP)
        .rating(SHOP)
        .ifPresent(rating -> assertThat(rating.value()).isBetween(1.0, 10.0));
  }

  @Provide
  Arbitrary<List<Contribution>> histories() {
    Arbitrary<Map<String, Double>> numbers =
        Arbitraries.maps(
                Arbitraries.of("revenue", "quantity"),
                Arbitraries.doubles().between(-Double.MAX_VALUE, Double.MAX_VALUE))
            .ofMaxSize(2);
    return Combinators.combine(
            Arbitraries.of("view", "buy", "dislike", "unknown"),
            Arbitraries.doubles().between(-150_000_000_000.0, 3_500_000_000.0),
            numbers)
        .as(Contribution::new)
        .list()
        .ofMaxSize(30);
  }
}

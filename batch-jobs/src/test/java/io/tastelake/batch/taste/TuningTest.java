package io.tastelake.batch.taste;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.tastelake.batch.taste.SearchSpace.Range;
import io.tastelake.domain.rating.ImplicitToExplicitParameters;
import io.tastelake.domain.rating.ImplicitToExplicitParameters.ScaledProperty;
import io.tastelake.domain.rating.ImplicitToExplicitParameters.Weight;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What a search tries, and when it believes that one thing is better than another. */
final class TuningTest {

  private static final AlsSettings PRESENT = new AlsSettings(32, 10, 0.3, 0.1, 7, Solver.IALSPP);

  @Test
  void pointsSpreadOverTheWholeSpace() {
    SearchSpace space = new SearchSpace(List.of(16, 64), new Range(0.01, 10), new Range(0.001, 1));
    List<AlsSettings> points = space.points(PRESENT, 40);
    assertThat(new HashSet<>(points)).hasSize(40);
    for (int rank : space.ranks()) {
      assertThat(points.stream().filter(als -> als.rank() == rank)).hasSize(20);
    }
    for (double low : new double[] {0.01, 0.1, 1}) {
      assertThat(points.stream().filter(als -> als.alpha() >= low && als.alpha() < 10 * low))
          .as("alpha from %s on", low)
          .hasSizeBetween(12, 15);
      assertThat(points.stream().filter(als -> als.lambda() >= low / 10 && als.lambda() < low))
          .as("lambda from %s on", low / 10)
          .hasSizeBetween(12, 15);
    }
    assertThat(points)
        .allMatch(als -> als.iterations() == 10 && als.seed() == 7)
        .allMatch(als -> als.solver() == Solver.IALSPP);
    assertThat(space.points(PRESENT, 5)).isEqualTo(points.subList(0, 5));
    assertThat(new Range(2, 2).at(0.7)).isEqualTo(2);
    assertThat(new Range(0.01, 10).at(0.5)).isEqualTo(0.316);
  }

  @Test
  void rangesAndRanksAreChecked() {
    assertThat(Range.parse("--alpha-range", "0.01:10")).isEqualTo(new Range(0.01, 10));
    for (String wrong : List.of("1", "2:1", "0:1", "1:2:3", "1:1001", "a:b", "")) {
      assertThatThrownBy(() -> Range.parse("--alpha-range", wrong))
          .as(wrong)
          .hasMessageContaining("--alpha-range is the lowest and the highest value");
    }
    Range range = new Range(1, 2);
    for (List<Integer> wrong : List.of(List.<Integer>of(), List.of(0), List.of(8, 257))) {
      assertThatThrownBy(() -> new SearchSpace(wrong, range, range))
          .hasMessageContaining("--ranks must be numbers from 1 to 256");
    }
  }

  @Test
  void weightsSpreadAroundThePresentOnes() {
    ImplicitToExplicitParameters present =
        new ImplicitToExplicitParameters(
            Map.of("view", weight(1), "return", weight(-8), "seen", weight(0)),
            OptionalDouble.of(30),
            10);
    WeightSpace space = new WeightSpace(4, new Range(3, 365));
    List<ImplicitToExplicitParameters> points = space.points(present, 40, 7);
    assertThat(space.points(present, 40, 7)).isEqualTo(points);
    assertThat(space.points(present, 40, 8)).isNotEqualTo(points);
    for (ImplicitToExplicitParameters point : points) {
      assertThat(point.weights().keySet()).isEqualTo(present.weights().keySet());
      assertThat(point.weights().get("view").strength()).isBetween(0.25, 4.0);
      assertThat(point.weights().get("return").strength()).isBetween(-32.0, -2.0);
      assertThat(point.weights().get("seen").strength()).isZero();
      assertThat(point.weights().get("view").property()).isEqualTo(weight(1).property());
      assertThat(point.saturation()).isEqualTo(10);
      point.halfLifeDays().ifPresent(days -> assertThat(days).isBetween(3.0, 365.0));
    }
    assertThat(points.stream().filter(point -> point.halfLifeDays().isEmpty()))
        .hasSizeBetween(5, 16);
    assertThat(points.stream().filter(point -> point.weights().get("view").strength() > 1))
        .hasSizeBetween(12, 28);
    assertThatThrownBy(() -> new WeightSpace(0.5, new Range(3, 365)))
        .hasMessage("--strength-factor must be 1 to 1000, not 0.5.");
  }

  private static Weight weight(double strength) {
    return new Weight(strength, Optional.of(new ScaledProperty("n", 3)));
  }

  /** The second of three is better for those who choose, and worse for those who judge. */
  @Test
  void whoChoosesDoesNotJudge() {
    List<Candidate> others = List.of(Candidate.of(als(2)), Candidate.of(als(3)));
    List<Tuning.Trial> shown = new ArrayList<>();
    Tuning.Found found =
        new Tuning(
                candidate -> {
                  boolean lucky = candidate.als().rank() == 2;
                  double[] ndcg = new double[80];
                  for (int user = 0; user < ndcg.length; user++) {
                    ndcg[user] =
                        0.5 + 0.001 * (user % 7) + (lucky ? (user % 2 == 0 ? 0.2 : -0.1) : 0);
                  }
                  return ndcg;
                },
                shown::add,
                unsaid -> {})
            .search(Candidate.of(als(1)), others);
    assertThat(found.number()).isEqualTo(2);
    assertThat(found.gain().mean()).isCloseTo(-0.1, within(1e-9));
    assertThat(found.gain().better()).isFalse();
    assertThat(found.trials()).isEqualTo(shown).hasSize(3);
    assertThat(shown.get(0).change().mean()).isZero();
    assertThat(shown.get(1).change().mean()).isCloseTo(0.2, within(1e-9));
  }

  private static AlsSettings als(int rank) {
    return new AlsSettings(rank, 2, 1, 1, 1);
  }

  @Test
  void eachRoundHasThreeTimesTheSweepsOfTheOneBefore() {
    assertThat(Tuning.rungs(10, 17)).containsExactly(2, 4, 10);
    assertThat(Tuning.rungs(27, 80)).containsExactly(2, 3, 9, 27);
    assertThat(Tuning.rungs(10, 3)).containsExactly(10);
    assertThat(Tuning.rungs(2, 80)).containsExactly(2);
    assertThat(Tuning.rungs(1, 80)).containsExactly(1);
  }

  @Test
  void whatIsNoiseIsNotBetter() {
    Random random = new Random(5);
    int wrong = 0;
    for (int run = 0; run < 400; run++) {
      double[] one = random.doubles(40).toArray();
      double[] other = random.doubles(40).toArray();
      wrong += PairedDifference.of(one, other).better() ? 1 : 0;
    }
    assertThat(wrong).as("of 400, 2.5 %% expected").isBetween(2, 24);

    double[] some = random.doubles(40).toArray();
    double[] more = Arrays.stream(some).map(x -> x + 0.01 + 0.01 * random.nextDouble()).toArray();
    assertThat(PairedDifference.of(more, some).better()).isTrue();
    assertThat(PairedDifference.of(some, more).better()).isFalse();
    assertThat(PairedDifference.of(some, some).better()).isFalse();
    double[] few = Arrays.copyOf(more, 29);
    assertThat(PairedDifference.of(few, Arrays.copyOf(some, 29)).better()).isFalse();
    assertThat(PairedDifference.of(new double[] {1}, new double[] {0}).better()).isFalse();
  }
}

package io.tastelake.domain.rating;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class RatingLevelsTest {

  private static RatingLevels of(List<Double> ratings) {
    Map<Integer, Long> counts = new HashMap<>();
    ratings.forEach(rating -> counts.merge(RatingLevels.level(rating), 1L, Long::sum));
    return RatingLevels.of(counts);
  }

  @Property(tries = 300)
  void whatIsAboveAHalfStepIsCountedExactly(
      @ForAll @Size(max = 50) List<@DoubleRange(min = 1, max = 10) Double> ratings) {
    RatingLevels levels = of(ratings);
    assertThat(levels.all()).isEqualTo(ratings.size());
    for (double value = 0; value <= 11; value += RatingLevels.STEP) {
      double at = value;
      assertThat(levels.above(value))
          .isEqualTo(ratings.stream().filter(rating -> rating > at).count());
    }
  }

  @Test
  void theEndsAreMeansOfTheLowestAndTheHighest() {
    RatingLevels levels = of(List.of(1.0, 2.0, 2.0, 3.0, 3.0, 3.0, 4.0, 4.0, 4.9, 5.0));
    assertThat(levels.lowest(0.1)).isEqualTo(1);
    assertThat(levels.lowest(0.15)).isCloseTo((1 + 0.5 * 2) / 1.5, within(1e-12));
    assertThat(levels.highest(0.2)).isEqualTo(5);
    assertThat(levels.highest(0.4)).isEqualTo(4.5);
    assertThat(levels.lowest(1)).isEqualTo(levels.highest(1)).isCloseTo(3.2, within(1e-12));
    assertThat(RatingLevels.of(Map.of()).lowest(0.1)).isZero();
  }

  @Test
  void refusesLevelsOffTheScale() {
    for (int level : new int[] {-1, 1, 21}) {
      assertThatThrownBy(() -> RatingLevels.of(Map.of(level, 1L)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("level " + level);
    }
  }
}

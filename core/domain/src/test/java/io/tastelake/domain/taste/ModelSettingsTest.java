package io.tastelake.domain.taste;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModelSettingsTest {

  private static ModelSettings of(int rank, int iterations, double alpha, double lambda) {
    return new ModelSettings(
        OptionalInt.of(rank),
        OptionalInt.of(iterations),
        OptionalDouble.of(alpha),
        OptionalDouble.of(lambda));
  }

  @Test
  void whatIsAbsentIsInNoRange() {
    assertThat(ModelSettings.NONE.rank()).isEmpty();
    assertThat(ModelSettings.NONE.lambda()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"1, 1, 0, 1e-6", "256, 50, 1000, 1000"})
  void theEndsOfEachRangeAreInIt(int rank, int iterations, double alpha, double lambda) {
    assertThat(of(rank, iterations, alpha, lambda).rank()).hasValue(rank);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 1, 1, 1, 'rank must be 1 to 256, not 0.'",
    "257, 1, 1, 1, 'rank must be 1 to 256, not 257.'",
    "1, 0, 1, 1, 'iterations must be 1 to 50, not 0.'",
    "1, 51, 1, 1, 'iterations must be 1 to 50, not 51.'",
    "1, 1, -0.1, 1, 'alpha must be 0 to 1000, not -0.1.'",
    "1, 1, 1000.1, 1, 'alpha must be 0 to 1000, not 1000.1.'",
    "1, 1, NaN, 1, 'alpha must be 0 to 1000, not NaN.'",
    "1, 1, 1, 0, 'lambda must be 0.000001 to 1000, not 0.0.'",
    "1, 1, 1, 1e-300, 'lambda must be 0.000001 to 1000, not 1.0E-300.'",
    "1, 1, 1, 1000.1, 'lambda must be 0.000001 to 1000, not 1000.1.'"
  })
  void whatIsBeyondIsNamed(int rank, int iterations, double alpha, double lambda, String sentence) {
    assertThatThrownBy(() -> of(rank, iterations, alpha, lambda))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(sentence);
  }
}

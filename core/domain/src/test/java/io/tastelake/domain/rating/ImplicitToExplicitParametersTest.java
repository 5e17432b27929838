package io.tastelake.domain.rating;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tastelake.domain.rating.ImplicitToExplicitParameters.ScaledProperty;
import io.tastelake.domain.rating.ImplicitToExplicitParameters.Weight;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class ImplicitToExplicitParametersTest {

  private static final Weight ONE = new Weight(1, Optional.empty());

  private static ImplicitToExplicitParameters of(
      Map<String, Weight> weights, double halfLife, double saturation) {
    return new ImplicitToExplicitParameters(weights, OptionalDouble.of(halfLife), saturation);
  }

  private static Map<String, Weight> types(int count) {
    return IntStream.range(0, count)
        .mapToObj(Integer::toString)
        .collect(Collectors.toMap(Function.identity(), type -> ONE));
  }

  private static void assertRefused(ThrowingCallable made, String part) {
    assertThatThrownBy(made)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(part);
  }

  @Test
  void theEndsOfEachRangeAreInIt() {
    assertThat(of(types(1_000), Double.MIN_VALUE, Double.MAX_VALUE).weights()).hasSize(1_000);
    assertThat(of(Map.of("x".repeat(64), ONE), 1, 1).weights()).hasSize(1);
  }

  @Test
  void whatIsBeyondIsNamed() {
    assertRefused(() -> of(types(1_001), 1, 1), "at most 1,000 interaction types");
    assertRefused(() -> of(Map.of("", ONE), 1, 1), "1 to 64 characters");
    assertRefused(() -> of(Map.of("x".repeat(65), ONE), 1, 1), "1 to 64 characters");
    assertRefused(() -> of(Map.of(), 0, 1), "half_life_days must be greater than 0");
    assertRefused(() -> of(Map.of(), Double.NaN, 1), "half_life_days must be a finite number");
    assertRefused(() -> of(Map.of(), 1, 0), "saturation must be greater than 0");
    assertRefused(() -> of(Map.of(), 1, Double.POSITIVE_INFINITY), "saturation must be a finite");
    assertRefused(() -> new Weight(Double.NaN, Optional.empty()), "strength must be a finite");
    assertRefused(() -> new ScaledProperty("price", 0), "property_scale must be greater than 0");
    assertRefused(() -> new ScaledProperty("price", Double.NaN), "property_scale must be a finite");
  }
}

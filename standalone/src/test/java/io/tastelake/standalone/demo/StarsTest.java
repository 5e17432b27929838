package io.tastelake.standalone.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StarsTest {

  /** Section 6 of the contract: rating = 5.5 ± 4.5 · (1 − exp(−|S| / saturation)). */
  @ParameterizedTest
  @ValueSource(doubles = {1.0, 1.5, 2.0, 2.5, 3.0, 3.5, 4.0, 4.5})
  void oneRatingInfersTwiceItsStars(double stars) {
    Map<?, ?> types = (Map<?, ?>) Stars.parameters().get("interaction_types");
    double strength = (Double) ((Map<?, ?>) types.get(Stars.type(stars))).get("strength");
    double distance = 4.5 * (1 - Math.exp(-Math.abs(strength) / 10));
    assertThat(5.5 + Math.signum(strength) * distance).isEqualTo(2 * stars, within(1e-9));
  }
}

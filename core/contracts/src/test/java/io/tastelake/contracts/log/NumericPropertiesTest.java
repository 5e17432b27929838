package io.tastelake.contracts.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class NumericPropertiesTest {

  @Test
  void numbersOfTheObjectItselfCount() {
    String properties =
        "{\"a\":1,\"b\":\"2\",\"c\":{\"d\":3},\"e\":[4],\"f\":-5.25e3,\"a\":6,\"g\":7,\"g\":null}";
    assertThat(NumericProperties.of(properties)).isEqualTo(Map.of("a", 6.0, "f", -5250.0));
  }

  @Test
  void reducedPropertiesSayTheSame() {
    for (String properties :
        new String[] {
          "{\"a\":1,\"b\":\"2\",\"c\":{\"d\":3}}",
          "{\"\\u0000\\\"ü\":0.1,\"x\":1e999,\"y\":123456789012345678901234567890}",
          "{\"a\":1,\"a\":true}",
          "{\"tenth\":0.30000000000000004}",
          "{}"
        }) {
      assertThat(NumericProperties.of(NumericProperties.reduced(properties)))
          .as(properties)
          .isEqualTo(NumericProperties.of(properties));
    }
  }

  @Test
  void nothingIsLeftOfPropertiesWithoutNumbers() {
    assertThat(NumericProperties.reduced("{\"a\":\"1\"}")).isNull();
    assertThat(NumericProperties.reduced(null)).isNull();
  }

  @Test
  void whatIsNoObjectHoldsNoNumbers() {
    for (String properties : new String[] {"[1]", "{\"a\":1,\"b\":", "{\"a\"", "7", ""}) {
      assertThat(NumericProperties.of(properties)).as(properties).isEmpty();
      assertThat(NumericProperties.reduced(properties)).as(properties).isNull();
    }
  }
}

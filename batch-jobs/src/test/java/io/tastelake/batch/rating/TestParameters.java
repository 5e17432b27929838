package io.tastelake.batch.rating;

import io.tastelake.domain.rating.ImplicitToExplicitParameters;
import io.tastelake.domain.rating.ImplicitToExplicitParameters.ScaledProperty;
import io.tastelake.domain.rating.ImplicitToExplicitParameters.Weight;
import io.tastelake.store.ParametersJson;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** Parameters for the types of random logs: some weigh, some repel, some depend on a number. */
public final class TestParameters {

  /** Timestamps of random logs lie within 12 seconds. */
  private static final double FIVE_SECONDS = 5 / 86_400.0;

  public static final ImplicitToExplicitParameters VALUE = saturatingAt(4);

  /** Every rating is another one with these. */
  static final ImplicitToExplicitParameters OTHER = saturatingAt(9);

  public static final String JSON = ParametersJson.write(VALUE).toString();

  private TestParameters() {}

  private static ImplicitToExplicitParameters saturatingAt(double saturation) {
    Map<String, Weight> weights = new HashMap<>();
    for (int i = 0; i < 40; i++) {
      Optional<ScaledProperty> property =
          i % 3 == 0 ? Optional.of(new ScaledProperty("n", 7)) : Optional.empty();
      weights.put("type-" + i, new Weight(i % 5 - 1.3, property));
    }
    return new ImplicitToExplicitParameters(weights, OptionalDouble.of(FIVE_SECONDS), saturation);
  }
}

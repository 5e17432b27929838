package io.tastelake.domain.rating;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What a database's interactions weigh when a rating is inferred from them.
 *
 * @param weights by interaction type, of at most 64 characters; types not named weigh nothing
 * @param halfLifeDays after how many days a weight has halved, greater than 0; empty for no decay
 * @param saturation the sum of weights at which a rating has covered 1 − 1/e of its way from
 *     neutral to the end of the scale; greater than 0
 */
public record ImplicitToExplicitParameters(
    Map<String, Weight> weights, OptionalDouble halfLifeDays, double saturation) {

  /** Of a database that has none: nothing weighs. */
  public static final ImplicitToExplicitParameters NONE =
      new ImplicitToExplicitParameters(Map.of(), OptionalDouble.empty(), 1);

  private static final int MAX_TYPES = 1_000;
  private static final int MAX_TYPE_LENGTH = 64;

  /**
   * What one interaction of a type weighs.
   *
   * @param strength its weight when it is new; negative for dislike
   * @param property the property that makes it weigh more, if there is one
   */
  public record Weight(double strength, Optional<ScaledProperty> property) {

    public Weight {
      requireFinite("strength", strength);
    }
  }

  /**
   * A number p among an interaction's properties multiplies its weight by 1 + ln(1 + max(0,
   * p)/scale).
   *
   * @param scale greater than 0
   */
  public record ScaledProperty(String name, double scale) {

    public ScaledProperty {
      requirePositive("property_scale", scale);
    }
  }

  /**
   * Checks every component.
   *
   * @throws IllegalArgumentException if a component is out of its range; says which
   */
  public ImplicitToExplicitParameters {
    weights = Map.copyOf(weights);
    if (weights.size() > MAX_TYPES) {
      throw new IllegalArgumentException("There may be at most 1,000 interaction types.");
    }
    for (String type : weights.keySet()) {
      if (type.isEmpty() || type.codePointCount(0, type.length()) > MAX_TYPE_LENGTH) {
        throw new IllegalArgumentException(
            "An interaction type must have 1 to 64 characters, not '" + type + "'.");
      }
    }
    halfLifeDays.ifPresent(days -> requirePositive("half_life_days", days));
    requirePositive("saturation", saturation);
  }

  private static void requireFinite(String name, double value) {
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException(name + " must be a finite number, not " + value + ".");
    }
  }

  private static void requirePositive(String name, double value) {
    requireFinite(name, value);
    if (value <= 0) {
      throw new IllegalArgumentException(name + " must be greater than 0, not " + value + ".");
    }
  }
}

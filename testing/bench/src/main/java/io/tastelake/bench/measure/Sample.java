package io.tastelake.bench.measure;

import java.util.Map;

/**
 * What one round of a contestant came to.
 *
 * @param values by name, such as {@code rows/s}; a contestant names the same ones each time
 */
public record Sample(Map<String, Double> values) {

  public Sample {
    values = Map.copyOf(values);
  }

  /**
   * The value called {@code name}.
   *
   * @throws IllegalArgumentException if there is none
   */
  public double value(String name) {
    Double value = values.get(name);
    if (value == null) {
      throw new IllegalArgumentException("No value '" + name + "' among " + values.keySet() + ".");
    }
    return value;
  }
}

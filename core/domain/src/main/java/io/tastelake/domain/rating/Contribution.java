package io.tastelake.domain.rating;

import java.util.Map;

/**
 * What of one interaction a rating depends on: its content, never its weight, since parameters
 * change.
 *
 * @param type the interaction type
 * @param timestamp Unix seconds
 * @param numbers the properties that are numbers, by name
 */
public record Contribution(String type, double timestamp, Map<String, Double> numbers) {

  public Contribution {
    numbers = Map.copyOf(numbers);
  }
}

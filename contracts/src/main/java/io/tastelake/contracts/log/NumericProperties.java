package io.tastelake.contracts.log;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.tastelake.domain.interaction.Interaction;
import io.tastelake.domain.rating.Contribution;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/** The properties of an interaction that are numbers: what a rating may depend on. */
public final class NumericProperties {

  private static final JsonFactory JSON = new JsonFactory();

  private NumericProperties() {}

  /** What of {@code interaction} a rating depends on. */
  public static Contribution contribution(Interaction interaction) {
    return new Contribution(
        interaction.type(), interaction.timestamp(), of(interaction.properties()));
  }

  /**
   * The members of {@code properties} itself that are numbers, by name; of members of one name the
   * last counts.
   *
   * @param properties a JSON object as text, or null for none
   * @throws IllegalArgumentException if it is no JSON object
   */
  public static Map<String, Double> of(String properties) {
    if (properties == null) {
      return Map.of();
    }
    try (JsonParser json = JSON.createParser(properties)) {
      return members(json);
    } catch (IOException e) {
      throw new IllegalArgumentException("These properties are no JSON: " + properties, e);
    }
  }

  private static Map<String, Double> members(JsonParser json) throws IOException {
    if (json.nextToken() != JsonToken.START_OBJECT) {
      throw new IllegalArgumentException("Properties must be a JSON object.");
    }
    Map<String, Double> numbers = new HashMap<>();
    for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
      if (json.nextToken().isNumeric()) {
        numbers.put(name, json.getDoubleValue());
      } else {
        numbers.remove(name);
        json.skipChildren();
      }
    }
    return numbers;
  }
}

package io.tastelake.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tastelake.domain.interaction.InteractionType;
import io.tastelake.domain.interaction.Unicode;
import io.tastelake.domain.rating.ImplicitToExplicitParameters;
import io.tastelake.domain.rating.ImplicitToExplicitParameters.ScaledProperty;
import io.tastelake.domain.rating.ImplicitToExplicitParameters.Weight;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;

/** Implicit-to-explicit parameters to JSON and back, as the API and the online store have them. */
public final class ParametersJson {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private ParametersJson() {}

  /**
   * The parameters that a column of the online store holds.
   *
   * @throws IllegalArgumentException if it holds none; says what would be right, and where
   */
  public static ImplicitToExplicitParameters parse(String json) {
    try {
      return read(MAPPER.readTree(json));
    } catch (IOException e) {
      throw new IllegalArgumentException("These parameters are not valid JSON: " + json, e);
    }
  }

  /**
   * The parameters that {@code json} holds.
   *
   * @throws IllegalArgumentException if it holds none; says what would be right, and where
   */
  public static ImplicitToExplicitParameters read(JsonNode json) {
    JsonNode types = json.path("interaction_types");
    if (!types.isObject()) {
      throw new IllegalArgumentException(
          "interaction_types must be an object of interaction types and their weights.");
    }
    Map<String, Weight> weights = new LinkedHashMap<>();
    types.properties().forEach(type -> weights.put(type.getKey(), weight(type)));
    return new ImplicitToExplicitParameters(
        weights, number(json, "half_life_days"), required(json, "saturation"));
  }

  public static ObjectNode write(ImplicitToExplicitParameters parameters) {
    ObjectNode json = MAPPER.createObjectNode();
    ObjectNode types = json.putObject("interaction_types");
    new TreeMap<>(parameters.weights())
        .forEach((type, weight) -> write(weight, types.putObject(type)));
    if (parameters.halfLifeDays().isPresent()) {
      json.put("half_life_days", parameters.halfLifeDays().getAsDouble());
    } else {
      json.putNull("half_life_days");
    }
    return json.put("saturation", parameters.saturation());
  }

  private static void write(Weight weight, ObjectNode json) {
    json.put("strength", weight.strength());
    weight
        .property()
        .ifPresent(
            property ->
                json.put("property", property.name()).put("property_scale", property.scale()));
  }

  private static Weight weight(Map.Entry<String, JsonNode> type) {
    JsonNode json = type.getValue();
    if (!InteractionType.isValid(type.getKey())) {
      throw new IllegalArgumentException(
          "interaction_types names '%s': an interaction type is %s."
              .formatted(shown(type.getKey()), InteractionType.ACCEPTED));
    }
    if (!json.isObject()) {
      throw new IllegalArgumentException(
          "interaction_types." + type.getKey() + " must be an object with a strength.");
    }
    return new Weight(required(json, "strength"), property(json));
  }

  private static Optional<ScaledProperty> property(JsonNode json) {
    JsonNode name = json.path("property");
    if (name.isMissingNode() || name.isNull()) {
      return Optional.empty();
    }
    if (!name.isTextual() || !Unicode.storable(name.textValue())) {
      throw new IllegalArgumentException("property must be the name of a property, without NUL.");
    }
    return Optional.of(new ScaledProperty(name.textValue(), required(json, "property_scale")));
  }

  private static String shown(String name) {
    return name.length() <= 80 ? name : name.substring(0, 80) + "…";
  }

  private static double required(JsonNode json, String field) {
    return number(json, field)
        .orElseThrow(
            () -> new IllegalArgumentException(field + " is missing: it must be a number."));
  }

  private static OptionalDouble number(JsonNode json, String field) {
    JsonNode value = json.path(field);
    if (value.isMissingNode() || value.isNull()) {
      return OptionalDouble.empty();
    }
    if (!value.isNumber()) {
      throw new IllegalArgumentException(field + " must be a number.");
    }
    return OptionalDouble.of(value.doubleValue());
  }
}

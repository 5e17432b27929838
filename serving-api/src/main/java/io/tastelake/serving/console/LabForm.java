package io.tastelake.serving.console;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Implicit-to-explicit parameters as a form has them: all text, whatever was typed.
 *
 * @param types with empty rows behind them, to add to
 * @param left how many types the form has no place for: they are changed by the API
 */
public record LabForm(List<Type> types, String halfLife, String saturation, int left) {

  private static final int MAX_TYPES = 60;
  private static final int BLANK = 2;
  private static final String DEFAULT_SATURATION = "10";

  /** A row; one without a strength is not sent. */
  public record Type(String name, String strength, String property, String scale) {

    static final Type BLANK = new Type("", "", "", "");

    /** The name with what cannot be seen spelled out. */
    public String shownName() {
      return Shown.text(name);
    }
  }

  /**
   * The form of parameters that are set.
   *
   * @param unnamed types that occur and have no strength
   */
  static LabForm of(JsonNode set, JsonNode unnamed) {
    List<Type> types = new ArrayList<>();
    Set<String> named = new HashSet<>();
    set.path("interaction_types")
        .properties()
        .forEach(
            type -> {
              JsonNode weight = type.getValue();
              named.add(type.getKey());
              types.add(
                  new Type(
                      type.getKey(),
                      number(weight.path("strength")),
                      weight.path("property").asText(""),
                      number(weight.path("property_scale"))));
            });
    for (JsonNode type : unnamed) {
      if (named.add(type.asText())) {
        types.add(new Type(type.asText(), "", "", ""));
      }
    }
    String saturation = number(set.path("saturation"));
    return of(
        types,
        number(set.path("half_life_days")),
        saturation.isEmpty() ? DEFAULT_SATURATION : saturation);
  }

  /** What somebody typed. */
  static LabForm of(Map<String, String> fields) {
    List<Type> types = new ArrayList<>();
    for (int i = 0; i < MAX_TYPES + BLANK; i++) {
      String name = fields.getOrDefault("type" + i, "");
      if (!name.isEmpty()) {
        types.add(
            new Type(
                name,
                fields.getOrDefault("strength" + i, "").strip(),
                fields.getOrDefault("property" + i, ""),
                fields.getOrDefault("scale" + i, "").strip()));
      }
    }
    return of(
        types,
        fields.getOrDefault("half_life_days", "").strip(),
        fields.getOrDefault("saturation", "").strip());
  }

  private static LabForm of(List<Type> types, String halfLife, String saturation) {
    List<Type> rows =
        new ArrayList<>(types.stream().filter(LabForm::fits).limit(MAX_TYPES).toList());
    int left = types.size() - rows.size();
    rows.addAll(List.of(Type.BLANK, Type.BLANK));
    return new LabForm(rows, halfLife, saturation, left);
  }

  /** A browser sends a line break as another one. */
  private static boolean fits(Type type) {
    return (type.name() + type.property()).chars().noneMatch(one -> one == '\n' || one == '\r');
  }

  /** As the API wants it; what is no number goes as the text that it is, for the API to refuse. */
  ObjectNode json() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    ObjectNode weights = json.putObject("interaction_types");
    for (Type type : types) {
      if (!type.strength().isEmpty()) {
        ObjectNode weight = weights.putObject(type.name());
        put(weight, "strength", type.strength());
        if (!type.property().isEmpty()) {
          weight.put("property", type.property());
          put(weight, "property_scale", type.scale());
        }
      }
    }
    put(json, "half_life_days", halfLife);
    put(json, "saturation", saturation);
    return json;
  }

  private static void put(ObjectNode json, String name, String typed) {
    if (typed.isEmpty()) {
      return;
    }
    try {
      double number = Double.parseDouble(typed);
      if (Double.isFinite(number)) {
        json.put(name, number);
        return;
      }
    } catch (NumberFormatException e) {
      // what is no number is sent as it is: the API says what would be right
    }
    json.put(name, typed);
  }

  private static String number(JsonNode value) {
    if (!value.isNumber()) {
      return "";
    }
    String text = value.asText();
    return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
  }
}

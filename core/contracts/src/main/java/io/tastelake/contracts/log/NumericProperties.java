package io.tastelake.contracts.log;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.tastelake.domain.interaction.InteractionContent;
import io.tastelake.domain.rating.Contribution;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The properties of an interaction that are numbers: what a rating may depend on. What is no JSON
 * object holds none: the API lets no such properties in, and an event that came past it stops no
 * job.
 */
public final class NumericProperties {

  // a table of names that all parsers share breaks on names that collide
  private static final JsonFactory JSON =
      new JsonFactoryBuilder()
          .configure(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES, false)
          .configure(JsonFactory.Feature.INTERN_FIELD_NAMES, false)
          .build();

  private NumericProperties() {}

  /** What of {@code interaction} a rating depends on. */
  public static Contribution contribution(InteractionContent interaction) {
    return new Contribution(
        interaction.type(), interaction.timestamp(), of(interaction.properties()));
  }

  /**
   * The members of {@code properties} itself that are numbers, by name; of members of one name the
   * last counts.
   *
   * @param properties a JSON object as text, or null for none
   */
  public static Map<String, Double> of(String properties) {
    return members(properties, JsonParser::getDoubleValue);
  }

  /**
   * The same properties without the members that are no numbers: they say the same of a rating.
   *
   * @param properties a JSON object as text, or null for none
   * @return a JSON object as text, or null if no number is left
   */
  public static String reduced(String properties) {
    Map<String, String> numbers = members(properties, JsonParser::getText);
    return numbers.isEmpty() ? null : written(numbers);
  }

  /** Numbers are written as they were read. */
  private static String written(Map<String, String> numbers) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(text)) {
      json.writeStartObject();
      for (Map.Entry<String, String> number : numbers.entrySet()) {
        json.writeFieldName(number.getKey());
        json.writeNumber(number.getValue());
      }
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("memory does not fail", e);
    }
    return text.toString();
  }

  private interface Reading<T> {
    T read(JsonParser json) throws IOException;
  }

  private static <T> Map<String, T> members(String properties, Reading<T> number) {
    if (properties == null) {
      return Map.of();
    }
    try (JsonParser json = JSON.createParser(properties)) {
      return json.nextToken() == JsonToken.START_OBJECT ? members(json, number) : Map.of();
    } catch (IOException e) {
      return Map.of();
    }
  }

  private static <T> Map<String, T> members(JsonParser json, Reading<T> number) throws IOException {
    Map<String, T> numbers = new LinkedHashMap<>();
    for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
      if (json.nextToken().isNumeric()) {
        numbers.put(name, number.read(json));
      } else {
        numbers.remove(name);
        json.skipChildren();
      }
    }
    return numbers;
  }
}

package io.tastelake.serving.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import io.tastelake.serving.http.ApiException;
import io.tastelake.serving.http.ErrorName;
import io.tastelake.serving.http.JsonFields;
import io.tastelake.serving.http.Query;
import java.util.ArrayList;
import java.util.List;

/**
 * A condition on a property as a request spells it: name:op or name:op:value, or an object with the
 * same members. Reranking is spelled alike.
 *
 * @param place where it stands in the request
 * @param values as text; several come as a list or joined by commas
 */
public record WrittenFilter(String place, String property, String op, List<String> values) {

  private static final int MOST = 32;
  private static final int MAX_VALUES = 1_000;

  /** Those of a query parameter. */
  public static List<WrittenFilter> of(Query query, String field) {
    List<WrittenFilter> filters = new ArrayList<>();
    for (String text : query.list(field)) {
      filters.add(parsed(field + "[" + filters.size() + "]", text));
    }
    return bounded(field, filters);
  }

  /** Those of a body's field: a list of objects and texts, or one of them. */
  public static List<WrittenFilter> of(JsonFields fields, String field) {
    List<WrittenFilter> filters = new ArrayList<>();
    JsonNode given = fields.object().path(field);
    if (given.isArray()) {
      for (JsonNode filter : given) {
        filters.add(parsed(field + "[" + filters.size() + "]", filter));
      }
    } else if (!isAbsent(given)) {
      filters.add(parsed(field, given));
    }
    return bounded(field, filters);
  }

  private static boolean isAbsent(JsonNode given) {
    boolean empty =
        given.isTextual() ? given.textValue().isEmpty() : given.isObject() && given.isEmpty();
    return given.isMissingNode() || given.isNull() || empty;
  }

  private static List<WrittenFilter> bounded(String field, List<WrittenFilter> filters) {
    if (filters.size() > MOST) {
      throw ApiException.wrongData(
          ErrorName.WRONG_DATA_TYPE,
          "There are more than %d %s: send fewer.".formatted(MOST, field));
    }
    return filters;
  }

  private static WrittenFilter parsed(String place, JsonNode filter) {
    if (filter.isTextual()) {
      return parsed(place, filter.textValue());
    }
    if (!filter.path("property_name").isTextual() || !filter.path("op").isTextual()) {
      throw wrong(
          place, "must be an object of property_name, op and value, or a text name:op:value");
    }
    JsonNode value = filter.path("value");
    JsonNode operand = value.isMissingNode() ? filter.path("weight") : value;
    List<String> values = new ArrayList<>();
    if (operand.isArray()) {
      operand.forEach(each -> values.add(text(place, each)));
    } else if (!operand.isMissingNode() && !operand.isNull()) {
      values.add(text(place, operand));
    }
    return sound(
        new WrittenFilter(
            place,
            filter.path("property_name").textValue(),
            filter.path("op").textValue(),
            values));
  }

  private static String text(String place, JsonNode value) {
    if (!value.isValueNode() || value.isNull()) {
      throw wrong(place, "has a value that is no text, number, yes or no");
    }
    return value.asText();
  }

  private static WrittenFilter parsed(String place, String text) {
    String[] parts = text.split(":", 3);
    if (parts.length < 2) {
      throw wrong(place, "must be spelled name:op or name:op:value");
    }
    return sound(
        new WrittenFilter(
            place, parts[0], parts[1], parts.length < 3 ? List.of() : List.of(parts[2])));
  }

  private static WrittenFilter sound(WrittenFilter filter) {
    if (filter.values().size() > MAX_VALUES) {
      throw wrong(filter.place(), "has more than %,d values".formatted(MAX_VALUES));
    }
    return filter;
  }

  /** Values that may be joined by commas: a list's are as they are. */
  List<String> split() {
    return values.size() == 1 ? List.of(values.get(0).split(",", MAX_VALUES)) : values;
  }

  /**
   * Refuses it.
   *
   * @param problem the rest of a sentence
   */
  public ApiException wrong(String problem) {
    return wrong(place, problem);
  }

  private static ApiException wrong(String place, String problem) {
    return ApiException.wrongData(ErrorName.WRONG_DATA_TYPE, place + " " + problem + ".");
  }
}

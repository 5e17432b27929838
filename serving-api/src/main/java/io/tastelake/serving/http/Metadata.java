package io.tastelake.serving.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tastelake.contracts.log.PropertiesText;
import java.util.Optional;

/**
 * The field {@code metadata}: a JSON object that callers keep here, as text without white space.
 */
public final class Metadata {

  /** No metadata. */
  public static final String EMPTY = "{}";

  private static final String FIELD = "metadata";

  private Metadata() {}

  /**
   * The metadata of a request; absent and null are none.
   *
   * @throws ApiException {@code WrongData} if it is no object, or too large
   */
  public static String of(JsonFields fields) {
    return patch(fields)
        .map(given -> text(merged(Json.MAPPER.createObjectNode(), given)))
        .orElse(EMPTY);
  }

  /**
   * {@code before} changed as a request says: RFC 7396, JSON Merge Patch.
   *
   * @throws ApiException {@code WrongData} if it is no object, or the result is too large
   */
  public static String merged(String before, JsonFields fields) {
    return patch(fields).map(given -> text(merged(read(before), given))).orElse(before);
  }

  private static Optional<JsonNode> patch(JsonFields fields) {
    JsonNode given = fields.object().path(FIELD);
    if (given.isMissingNode() || given.isNull()) {
      return Optional.empty();
    }
    if (!given.isObject()) {
      throw wrong();
    }
    return Optional.of(given);
  }

  private static JsonNode merged(JsonNode before, JsonNode patch) {
    if (!patch.isObject()) {
      return patch;
    }
    ObjectNode after = before.isObject() ? (ObjectNode) before : Json.MAPPER.createObjectNode();
    patch
        .properties()
        .forEach(
            member -> {
              if (member.getValue().isNull()) {
                after.remove(member.getKey());
              } else {
                after.set(member.getKey(), merged(after.path(member.getKey()), member.getValue()));
              }
            });
    return after;
  }

  private static JsonNode read(String text) {
    try {
      return JsonFields.exact(text);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the store holds metadata that is not JSON", e);
    }
  }

  private static String text(JsonNode object) {
    return PropertiesText.of(object.toString()).orElseThrow(Metadata::wrong);
  }

  private static ApiException wrong() {
    return ApiException.wrongData(
        ErrorName.WRONG_DATA_TYPE, "The field metadata must be " + PropertiesText.ACCEPTED + ".");
  }
}

package io.tastelake.serving.console;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * An item as lists show it.
 *
 * @param shownId the id with what cannot be seen spelled out
 * @param name from the catalogue; empty if it has none
 * @param link leads to its page
 */
public record NamedItem(String id, String shownId, String name, String link) {

  /** The property that holds names. */
  static final String NAME = "name";

  private static final ObjectMapper JSON = new ObjectMapper();

  /** The items of a list of recommendations. */
  static List<NamedItem> of(ApiCalls api, Visit visit, ApiCalls.Answer recommended) {
    return of(recommended, names(api, visit, ids(recommended)));
  }

  /** The same with names that are known. */
  static List<NamedItem> of(ApiCalls.Answer recommended, Map<String, String> names) {
    return ids(recommended).stream().map(id -> of(id, names)).toList();
  }

  /** The ids of a list of recommendations. */
  static List<JsonNode> ids(ApiCalls.Answer recommended) {
    List<JsonNode> ids = new ArrayList<>();
    recommended.json().path("items_id").forEach(ids::add);
    return ids;
  }

  /** Names of items, by id, in one call. */
  static Map<String, String> names(ApiCalls api, Visit visit, List<JsonNode> ids) {
    Map<String, String> names = new HashMap<>();
    if (ids.isEmpty()) {
      return names;
    }
    ObjectNode body = JSON.createObjectNode();
    ids.forEach(body.putArray("items_id")::add);
    body.putArray("properties").add(NAME);
    for (JsonNode entry : api.post(visit, "/items-bulk/list", body).json().path("items")) {
      if (entry.path(NAME).isTextual()) {
        names.put(entry.path("item_id").asText(), Shown.text(entry.path(NAME)));
      }
    }
    return names;
  }

  static NamedItem of(JsonNode id, Map<String, String> names) {
    return new NamedItem(
        id.asText(),
        Shown.text(id),
        names.getOrDefault(id.asText(), ""),
        Shown.link("/console/items", "id", id.asText()));
  }
}

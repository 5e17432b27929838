package io.tastelake.standalone.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Names of items, as far as the catalogue has them. */
final class ItemNames {

  private final Map<String, String> names = new HashMap<>();

  private ItemNames() {}

  /** The names of {@code items}, by one call. */
  static ItemNames of(Iterable<JsonNode> items, ApiClient client) {
    ItemNames found = new ItemNames();
    List<JsonNode> ids = new ArrayList<>();
    items.forEach(ids::add);
    JsonNode entries = client.post("items-bulk/list/", Map.of("items_id", ids)).path("items");
    for (JsonNode entry : entries) {
      found.names.put(entry.path("item_id").asText(), entry.path("name").asText());
    }
    return found;
  }

  /** The item's name; empty if it has none. */
  String of(JsonNode item) {
    return names.getOrDefault(item.asText(), "");
  }
}

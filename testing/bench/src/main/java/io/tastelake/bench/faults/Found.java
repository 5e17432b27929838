package io.tastelake.bench.faults;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Rows as they are found, by what tells them apart. */
final class Found {

  private Found() {}

  /** The types of each item's interactions. */
  static Map<String, List<String>> types(List<JsonNode> rows) {
    Map<String, List<String>> types = new HashMap<>();
    for (JsonNode row : rows) {
      types
          .computeIfAbsent(row.required("item_id").asText(), any -> new ArrayList<>())
          .add(row.required("interaction_type").asText());
    }
    return types;
  }

  /** The same for each user or session, whose id is {@code member}. */
  static Map<String, Map<String, List<String>>> typesByActor(List<JsonNode> rows, String member) {
    Map<String, List<JsonNode>> actors = new HashMap<>();
    for (JsonNode row : rows) {
      actors.computeIfAbsent(row.required(member).asText(), any -> new ArrayList<>()).add(row);
    }
    Map<String, Map<String, List<String>>> types = new HashMap<>();
    actors.forEach((actor, its) -> types.put(actor, types(its)));
    return types;
  }
}

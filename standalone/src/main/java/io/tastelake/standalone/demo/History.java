package io.tastelake.standalone.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tastelake.domain.identity.ItemId;
import io.tastelake.domain.identity.UserId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** One user's interactions, as the API lists them. */
record History(UserId user, List<Entry> entries) {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** What of an interaction was sent and must come back. */
  record Entry(ItemId item, String type, double timestamp, JsonNode properties) {

    static final Comparator<Entry> ANY_FIXED_ORDER =
        Comparator.comparingDouble(Entry::timestamp)
            .thenComparing(Entry::type)
            .thenComparing(entry -> entry.item().value())
            .thenComparing(entry -> entry.properties().toString());
  }

  /** Reads all pages. */
  static History read(ApiClient client, UserId user) {
    List<Entry> entries = new ArrayList<>();
    String path = "users/" + PathSegment.encoded(user.value()) + "/interactions-bulk/?amt=500";
    JsonNode page = client.get(path);
    page.required("interactions").forEach(row -> entries.add(entry(row)));
    while (page.required("has_next").asBoolean()) {
      page =
          client.get(
              path + "&cursor=" + PathSegment.encoded(page.required("next_cursor").textValue()));
      page.required("interactions").forEach(row -> entries.add(entry(row)));
    }
    return new History(user, entries);
  }

  /** How many entries are what was sent, each counted once. */
  long equalTo(List<InputRow> sent) {
    List<Entry> unmatched = new ArrayList<>(entries);
    return sent.stream().filter(row -> unmatched.remove(entry(row))).count();
  }

  private static Entry entry(InputRow row) {
    return new Entry(row.item(), row.type(), row.timestamp(), properties(row.properties()));
  }

  private static Entry entry(JsonNode row) {
    return new Entry(
        new ItemId(row.required("item_id").asText()),
        row.required("interaction_type").textValue(),
        row.required("timestamp").doubleValue(),
        row.hasNonNull("properties") ? row.get("properties") : properties(Map.of()));
  }

  // Through text, so that numbers get the same node types on both sides.
  private static JsonNode properties(Map<String, Object> properties) {
    try {
      return JSON.readTree(JSON.writeValueAsString(properties));
    } catch (java.io.IOException e) {
      throw new IllegalArgumentException("not JSON: " + properties, e);
    }
  }
}

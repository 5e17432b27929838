package io.tastelake.e2e.interaction;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;

/**
 * What an interaction says, but for its id.
 *
 * @param millis when it happened, Unix milliseconds
 * @param properties the one property {@code n}, or null for none
 */
record Content(String item, String type, long millis, Integer properties) {

  private static final String[] TYPES = {"view", "buy", "like"};

  /** Few different times, so that some interactions happen at once. */
  static Content any(SplittableRandom random) {
    return new Content(
        "item-" + random.nextInt(50),
        TYPES[random.nextInt(TYPES.length)],
        1_600_000_000_000L + 1_001L * random.nextInt(200),
        random.nextBoolean() ? random.nextInt(1_000) : null);
  }

  /** This, with those members of {@code other} that {@code random} picks, and which they were. */
  Content amended(Content other, Map<String, Object> changes) {
    return new Content(
        changes.containsKey("item_id") ? other.item : item,
        changes.containsKey("interaction_type") ? other.type : type,
        changes.containsKey("timestamp") ? other.millis : millis,
        changes.containsKey("properties") ? other.properties : properties);
  }

  /** As the user-data contract writes it. */
  Map<String, Object> asUserData() {
    Map<String, Object> body = new HashMap<>();
    body.put("item_id", item);
    body.put("interaction_type", type);
    body.put("timestamp", Instant.ofEpochMilli(millis).toString());
    if (properties != null) {
      body.put("properties", Map.of("n", properties));
    }
    return body;
  }

  /** As the user interactions contract writes it. */
  Map<String, Object> asRow() {
    Map<String, Object> body = asUserData();
    body.put("timestamp", millis / 1000.0);
    return body;
  }

  /** Reads a row of either contract's list. */
  static Content read(JsonNode row) {
    JsonNode n = row.path("properties").path("n");
    return new Content(
        row.get("item_id").asText(),
        row.get("interaction_type").asText(),
        millis(row.get("timestamp")),
        n.isInt() ? n.asInt() : null);
  }

  private static long millis(JsonNode timestamp) {
    if (timestamp.isTextual()) {
      Instant instant = OffsetDateTime.parse(timestamp.asText()).toInstant();
      return Math.round(instant.getEpochSecond() * 1e3 + instant.getNano() / 1e6);
    }
    long millis = Math.round(timestamp.asDouble() * 1000);
    if (!Objects.equals(timestamp.asDouble(), millis / 1000.0)) {
      throw new AssertionError("The timestamp is not as it was given: " + timestamp);
    }
    return millis;
  }
}

package io.tastelake.standalone.demo;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Sends rows through {@code interactions-bulk/}. */
final class Loader {

  private static final int ROWS_PER_REQUEST = 2_000;

  private final ApiClient client;
  private final DemoInput input;

  Loader(ApiClient client, DemoInput input) {
    this.client = client;
    this.input = input;
  }

  /**
   * Sends all rows of the input; each request is acknowledged before the next is sent.
   *
   * @return how many were sent
   */
  long load(SampledUsers witness, Progress progress) {
    long sent = 0;
    try (Stream<InputRow> rows = input.rows()) {
      Iterator<InputRow> remaining = rows.iterator();
      while (remaining.hasNext()) {
        List<Map<String, Object>> batch = new ArrayList<>(ROWS_PER_REQUEST);
        while (remaining.hasNext() && batch.size() < ROWS_PER_REQUEST) {
          InputRow row = remaining.next();
          witness.see(row);
          batch.add(json(row));
        }
        client.post("interactions-bulk/", Map.of("interactions", batch));
        sent += batch.size();
        progress.reached(sent);
      }
    }
    return sent;
  }

  private Map<String, Object> json(InputRow row) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("user_id", id(input.userIds().numeric(), row.user().value()));
    json.put("item_id", id(input.itemIds().numeric(), row.item().value()));
    json.put("interaction_type", row.type());
    json.put("timestamp", row.timestamp());
    if (!row.properties().isEmpty()) {
      json.put("properties", row.properties());
    }
    return json;
  }

  private static Object id(boolean numeric, String text) {
    return numeric ? (Object) new java.math.BigInteger(text) : text;
  }
}

package io.tastelake.e2e.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tastelake.e2e.kit.Answer;
import io.tastelake.e2e.kit.SharedSystem;
import io.tastelake.e2e.kit.Tenant;
import io.tastelake.store.JobRunsTable;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * A database whose ids, names, types and properties try to be more than text.
 *
 * @param name of the database
 */
record Shop(Tenant tenant, String name, String user, String item) {

  private static final String SCRIPT = "\"><script>window.hacked=1</script>&'";
  private static final Tenant.Ids TEXT = new Tenant.Ids("text64", "text64", "text64");
  private static final int USERS = 8;
  private static final int NIGHTS = 9;
  private static final int ITEMS = 12;

  static Shop filled(SharedSystem system) throws IOException {
    Tenant tenant = system.tenant(TEXT);
    JsonNode database = tenant.client().get("/databases/current/").ok().body();
    Shop shop = new Shop(tenant, database.path("name").asText(), "u" + SCRIPT, "i" + SCRIPT);
    shop.fill();
    shop.evaluate(system);
    system.awaitLakeCoversLog();
    return shop;
  }

  private void fill() throws IOException {
    for (String property : List.of("name", "colour")) {
      tenant
          .client()
          .post("/items-properties/", Map.of("property_name", property, "value_type", "unicode"))
          .ok();
    }
    List<Map<String, Object>> entries = new ArrayList<>();
    entries.add(Map.of("item_id", item, "name", "<img src=x onerror=window.hacked=1>"));
    for (int i = 0; i < ITEMS; i++) {
      entries.add(
          Map.of(
              "item_id", "item-" + i, "name", "Lamp № " + i, "colour", "\u05e9\u05dc\u05d5\u05dd"));
    }
    tenant.client().put("/items-bulk/", Map.of("items", entries)).ok();
    List<Map<String, Object>> done = new ArrayList<>();
    for (int i = 0; i < ITEMS; i++) {
      done.add(did(user, i % 3 == 0 ? item : "item-" + i, i));
      for (int other = 0; other < USERS; other++) {
        if ((i + other) % 3 != 0) {
          done.add(did("user-" + other, "item-" + i, i));
        }
      }
    }
    tenant.client().post("/interactions-bulk/", Map.of("interactions", done)).ok();
    Answer refused =
        tenant
            .client()
            .post(
                "/users/refused/interactions/lamp/", Map.of("interaction_type", SCRIPT.repeat(3)));
    assertThat(refused.status()).isEqualTo(400);
    tenant
        .client()
        .put(
            "/ratings-bulk/",
            Map.of("ratings", List.of(Map.of("user_id", user, "item_id", item, "rating", 7))))
        .ok();
  }

  private void evaluate(SharedSystem system) {
    for (int night = 0; night < NIGHTS; night++) {
      Instant ended = Instant.parse("2026-11-01T03:10:00Z").plus(night, ChronoUnit.DAYS);
      String scores =
          """
          {"%s": {"als": {"users": 8, "ndcg20": 0.%d}, "popularity": {"users": 8, "ndcg20": 0.2},
           "remark": "%s"}}
          """
              .formatted(
                  tenant.database().value(), 21 + night, "</td><script>window.hacked=1</script>");
      system.note(
          new JobRunsTable.Run(
              "evaluate",
              "",
              ended.minusSeconds(40),
              ended,
              JobRunsTable.Result.DONE,
              OptionalLong.of(8),
              OptionalLong.empty(),
              scores));
    }
  }

  /** Somebody does something now. */
  void act(String by, String what) throws IOException {
    tenant
        .client()
        .post("/users/" + by + "/interactions/" + what + "/", Map.of("interaction_type", "view"))
        .ok();
  }

  private static Map<String, Object> did(String user, String item, int day) {
    return Map.of(
        "user_id",
        user,
        "item_id",
        item,
        "interaction_type",
        day % 4 == 0 ? "buy" : "view",
        "timestamp",
        1_790_000_000 + 86_400 * day,
        "properties",
        Map.of("note", SCRIPT, "price", day * 3.5));
  }
}

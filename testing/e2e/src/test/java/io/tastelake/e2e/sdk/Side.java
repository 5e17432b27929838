package io.tastelake.e2e.sdk;

import io.tastelake.e2e.kit.ApiClient;
import io.tastelake.e2e.kit.Tenant;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * A database, all of whose contents carry its mark.
 *
 * @param mark is in every item and every time that it writes; no random id holds it by chance
 */
record Side(String mark, Tenant tenant) {

  static final String USER = "ann";
  static final String SESSION = "morning";
  static final String ITEM = "lamp";

  ApiClient client() {
    return tenant.client();
  }

  /** A second that only this side writes. */
  double time() {
    return 1_500_000_000 + mark.charAt(0);
  }

  void fill() throws IOException {
    String own = mark + "-" + ITEM;
    Map<String, Object> row =
        Map.of("item_id", own, "interaction_type", "view", "timestamp", time());
    List<Map<String, Object>> rows = List.of(row, row, row);
    client().post("/users/" + USER + "/interactions-bulk/", Map.of("interactions", rows)).ok();
    client()
        .post("/sessions/" + SESSION + "/interactions-bulk/", Map.of("interactions", rows))
        .ok();
    for (String session : List.of(SESSION, SESSION + "-2", mark + "-noon")) {
      Map<String, Object> resolution = Map.of("user_id", USER, "timestamp", time());
      client().post("/sessions/" + session + "/resolve/", resolution).ok();
    }
    for (String item : List.of(own, own + "-2")) {
      Map<String, Object> rating = Map.of("rating", 7, "timestamp", time());
      client().put("/users/" + USER + "/ratings/" + item + "/", rating).ok();
    }
    Map<String, Object> property = Map.of("property_name", "shade", "value_type", "unicode");
    Map<String, Object> shade = Map.of("shade", mark + "-shade");
    client().post("/items-properties/", property).ok();
    client().post("/users-properties/", property).ok();
    for (String item : List.of(ITEM, "chair")) {
      client().put("/items/" + item + "/", Map.of("item", shade)).ok();
    }
    for (String user : List.of(USER, "bob")) {
      client().put("/users/" + user + "/", Map.of("user", shade)).ok();
    }
    client()
        .delete("/interactions-ratings-bulk/", Map.of("users_id", List.of(mark + "-gone")))
        .ok();
  }
}

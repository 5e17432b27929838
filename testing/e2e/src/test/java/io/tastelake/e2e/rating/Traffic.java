package io.tastelake.e2e.rating;

import io.tastelake.e2e.kit.Answer;
import io.tastelake.e2e.kit.ApiClient;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** What a shop's clients do, by seed: everything that moves a rating, in any order. */
final class Traffic {

  private static final int USERS = 25;
  private static final int SESSIONS = 40;
  private static final int ITEMS = 30;
  private static final double NOW = 1_700_000_000;
  private static final List<String> TYPES = List.of("view", "view", "buy", "dislike", "unlisted");

  private record Known(String user, String interaction) {}

  private final ApiClient client;
  private final SplittableRandom random;
  private final List<Known> known = new ArrayList<>();

  Traffic(ApiClient client, SplittableRandom random) {
    this.client = client;
    this.random = random;
  }

  /** Does so many things. */
  void act(int actions) throws IOException {
    for (int i = 0; i < actions; i++) {
      act();
    }
  }

  private void act() throws IOException {
    switch (random.nextInt(20)) {
      case 0, 1, 2, 3 -> postUserData();
      case 4, 5, 6 -> client.post("/users/" + user() + "/interactions-bulk/", rows()).ok();
      case 7, 8, 9, 10 -> client.post("/sessions/" + session() + "/interactions-bulk/", rows());
      case 11, 12 -> resolve();
      case 13, 14 -> amend();
      case 15, 16 -> retract();
      case 17 -> client.put("/users/" + user() + "/ratings/" + item() + "/", rating()).ok();
      case 18 -> client.delete("/users/" + user() + "/ratings/" + item() + "/", null);
      default -> forgetSometimes();
    }
  }

  private void postUserData() throws IOException {
    String user = user();
    Map<String, Object> row = row();
    row.put("timestamp", "2023-11-14T22:13:" + (10 + random.nextInt(50)) + "Z");
    Answer answer = client.post("/user-data/" + user + "/interactions", row).ok();
    known.add(new Known(user, answer.text("interaction_id")));
  }

  private void amend() throws IOException {
    if (!known.isEmpty()) {
      Known one = known.get(random.nextInt(known.size()));
      Map<String, Object> change = new HashMap<>(Map.of("interaction_id", one.interaction()));
      if (random.nextBoolean()) {
        change.put("item_id", item());
      } else {
        change.put("interaction_type", type());
      }
      client.put("/user-data/" + one.user() + "/interactions", change);
    }
  }

  private void retract() throws IOException {
    if (!known.isEmpty()) {
      Known one = known.get(random.nextInt(known.size()));
      client.delete(
          "/user-data/" + one.user() + "/interactions",
          Map.of("interaction_id", one.interaction()));
    }
  }

  private void resolve() throws IOException {
    client.post("/sessions/" + session() + "/resolve/", Map.of("user_id", user()));
  }

  private void forgetSometimes() throws IOException {
    if (random.nextInt(4) == 0) {
      client.delete("/interactions-ratings-bulk/", Map.of("users_id", List.of(user()))).ok();
    }
  }

  private Map<String, Object> rows() {
    List<Map<String, Object>> rows = new ArrayList<>();
    for (int left = 1 + random.nextInt(5); left > 0; left--) {
      Map<String, Object> row = row();
      row.put("timestamp", NOW - random.nextInt(90) * 86_400.0);
      rows.add(row);
    }
    return Map.of("interactions", rows);
  }

  private Map<String, Object> row() {
    Map<String, Object> row = new HashMap<>();
    row.put("item_id", item());
    row.put("interaction_type", type());
    if (random.nextBoolean()) {
      row.put("properties", Map.of("revenue", random.nextDouble(-10, 200), "colour", "red"));
    }
    return row;
  }

  private Map<String, Object> rating() {
    return Map.of("rating", 1 + random.nextInt(10));
  }

  private String user() {
    return "u" + random.nextInt(USERS);
  }

  private String session() {
    return "s" + random.nextInt(SESSIONS);
  }

  private String item() {
    return "i" + random.nextInt(ITEMS);
  }

  private String type() {
    return TYPES.get(random.nextInt(TYPES.size()));
  }
}

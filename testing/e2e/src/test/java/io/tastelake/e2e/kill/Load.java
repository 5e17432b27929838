package io.tastelake.e2e.kill;

import static org.assertj.core.api.Assertions.assertThat;

import io.tastelake.e2e.kill.Ledger.Outcome;
import io.tastelake.e2e.kit.Answer;
import io.tastelake.e2e.kit.ApiClient;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;

/** Sends interactions of both contracts, some of them wrong, until the API is gone. */
final class Load {

  static final int USERS = 12;

  private final ApiClient client;
  private final Ledger ledger;
  private final SplittableRandom random;

  Load(ApiClient client, Ledger ledger, SplittableRandom random) {
    this.client = client;
    this.ledger = ledger;
    this.random = random;
  }

  /** Sends one request after the other; returns when one gets no answer. */
  void untilGone() {
    boolean there = true;
    while (there) {
      there = send();
    }
  }

  /** Sends one request after the other while all get an answer; returns when {@code done}. */
  void until(BooleanSupplier done) {
    while (!done.getAsBoolean()) {
      assertThat(send()).as("an answer").isTrue();
    }
  }

  static String user(int number) {
    return "user-" + number;
  }

  private boolean send() {
    List<String> items = new ArrayList<>();
    try {
      Outcome outcome = outcome(request(items));
      ledger.note(outcome, items);
      return true;
    } catch (IOException e) {
      ledger.note(Outcome.UNKNOWN, items);
      return false;
    }
  }

  private static Outcome outcome(Answer answer) {
    if (answer.status() == 200) {
      return Outcome.ACKNOWLEDGED;
    }
    if (answer.status() == 400) {
      return Outcome.REFUSED;
    }
    if (answer.status() >= 500) {
      return Outcome.UNKNOWN;
    }
    throw new AssertionError("Neither stored nor wrong: " + answer);
  }

  private Answer request(List<String> items) throws IOException {
    String user = user(random.nextInt(USERS));
    return switch (random.nextInt(6)) {
      case 0, 1 -> client.post("/user-data/" + user + "/interactions", userData(items));
      case 2 -> {
        Map<String, Object> row = row(items, "view");
        yield client.post("/users/" + user + "/interactions/" + row.get("item_id") + "/", row);
      }
      case 3 -> client.post("/users/" + user + "/interactions-bulk/", bulk(items, "view"));
      case 4 -> client.post("/interactions-bulk/", bulk(items, "view"));
      default -> client.post("/interactions-bulk/", bulk(items, "t".repeat(65)));
    };
  }

  private Map<String, Object> userData(List<String> items) {
    Map<String, Object> body = row(items, random.nextInt(10) == 0 ? "" : "view");
    body.put("timestamp", "2024-05-06T07:08:09.5+02:00");
    return body;
  }

  /** Rows of several users, of which the last is of type {@code lastType}. */
  private Map<String, Object> bulk(List<String> items, String lastType) {
    List<Map<String, Object>> rows = new ArrayList<>();
    for (int left = random.nextInt(30); left >= 0; left--) {
      rows.add(row(items, left == 0 ? lastType : "view"));
    }
    return Map.of("interactions", rows);
  }

  private Map<String, Object> row(List<String> items, String type) {
    String item = ledger.newItem();
    items.add(item);
    Map<String, Object> row = new HashMap<>();
    row.put("user_id", user(random.nextInt(USERS)));
    row.put("item_id", item);
    row.put("interaction_type", type);
    row.put("timestamp", 1.5e9 + random.nextInt(1_000));
    return row;
  }
}

package io.tastelake.bench.faults;

import static io.tastelake.bench.faults.Outcome.ACKNOWLEDGED;
import static io.tastelake.bench.faults.Outcome.REFUSED;

import com.fasterxml.jackson.databind.JsonNode;
import io.tastelake.bench.faults.Writes.Written;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * Does what a shop's clients do, by seed, for users and sessions that nobody else writes for, and
 * keeps their diaries. One thread uses it.
 */
final class Shopper {

  private static final int MAX_ACTIVE = 5;
  private static final int MAX_ROWS = 300;
  private static final int MAX_BULK = 12;
  private static final int NOT_FOUND = 404;
  private static final double LONG_AGO = 1.6e9;
  private static final String TOO_LONG = "t".repeat(65);
  private static final List<String> TYPES = List.of("view", "view", "buy");

  private final String name;
  private final Caller caller;
  private final Writes writes;
  private final Tally tally;
  private final Findings findings;
  private final SplittableRandom random;
  private final List<Diary> users = new ArrayList<>();
  private final List<Diary> sessions = new ArrayList<>();
  private final List<Diary> activeUsers = new ArrayList<>();
  private final List<Diary> activeSessions = new ArrayList<>();
  private int items;

  Shopper(int number, Caller caller, Tally tally, Findings findings, SplittableRandom random) {
    this.name = "s" + number;
    this.caller = caller;
    this.writes = new Writes(caller, tally, findings);
    this.tally = tally;
    this.findings = findings;
    this.random = random;
  }

  List<Diary> users() {
    return users;
  }

  List<Diary> sessions() {
    return sessions;
  }

  /** Does one thing. */
  void act() throws InterruptedException {
    switch (random.nextInt(25)) {
      case 0, 1, 2, 3, 4 -> recordOne(user());
      case 5, 6, 7 -> recordMany(user(), "users");
      case 8, 9, 10 -> recordMany(session(), "sessions");
      case 11, 12 -> recordForAll();
      case 13 -> recordWrong(user());
      case 14, 15 -> amend(user());
      case 16 -> retract(user());
      case 17, 18 -> rate(user());
      case 19 -> unrate(user());
      case 20 -> resolve();
      case 21 -> forgetSometimes();
      case 22, 23 -> list(user(), "users");
      default -> list(session(), "sessions");
    }
  }

  private void recordOne(Diary user) throws InterruptedException {
    Map<String, Object> row = row();
    row.put("timestamp", "2024-05-06T07:08:09Z");
    Written written = write("POST", "/user-data/" + user.actor() + "/interactions", row);
    note(user, written.outcome(), List.of(row));
    written
        .reply()
        .filter(Reply::ok)
        .ifPresent(
            reply -> user.identified(item(row), reply.body().required("interaction_id").asText()));
  }

  private void recordMany(Diary actor, String kind) throws InterruptedException {
    List<Map<String, Object>> rows = rows();
    note(actor, write("POST", bulk(kind, actor), Map.of("interactions", rows)).outcome(), rows);
  }

  private void recordForAll() throws InterruptedException {
    Map<Map<String, Object>, Diary> rows = new HashMap<>();
    for (Map<String, Object> row : rows()) {
      Diary user = user();
      row.put("user_id", user.actor());
      rows.put(row, user);
    }
    Map<String, Object> body = Map.of("interactions", List.copyOf(rows.keySet()));
    Outcome outcome = write("POST", "/v1/interactions-bulk/", body).outcome();
    rows.forEach((row, user) -> note(user, outcome, List.of(row)));
  }

  private void recordWrong(Diary user) throws InterruptedException {
    List<Map<String, Object>> rows = rows();
    rows.get(rows.size() - 1).put("interaction_type", TOO_LONG);
    Outcome outcome =
        writes.once("POST", bulk("users", user), Map.of("interactions", rows)).outcome();
    if (outcome == ACKNOWLEDGED) {
      findings.add("a bulk with a type that is too long was accepted");
    }
    // whether there is an answer or not, a wrong bulk is never stored
    note(user, REFUSED, rows);
  }

  private void amend(Diary user) throws InterruptedException {
    Optional<String> item = user.anyCertain(random);
    if (item.isPresent()) {
      String type = type();
      Map<String, Object> change =
          Map.of("interaction_id", user.id(item.get()), "interaction_type", type);
      Written written = write("PUT", "/user-data/" + user.actor() + "/interactions", change);
      requireFound(written, user, item.get());
      user.amended(written.outcome(), item.get(), type);
    }
  }

  private void retract(Diary user) throws InterruptedException {
    Optional<String> item = user.anyCertain(random);
    if (item.isPresent()) {
      Map<String, Object> which = Map.of("interaction_id", user.id(item.get()));
      Written written = write("DELETE", "/user-data/" + user.actor() + "/interactions", which);
      requireFound(written, user, item.get());
      user.retracted(written.outcome(), item.get());
    }
  }

  private void requireFound(Written written, Diary user, String item) {
    if (written.refusedWith(NOT_FOUND)) {
      findings.add("%s of %s was acknowledged, and is not found".formatted(item, user.actor()));
    }
  }

  private void rate(Diary user) throws InterruptedException {
    String item = ratedItem();
    int rating = 1 + random.nextInt(10);
    Written written = write("PUT", rating(user, item), Map.of("rating", rating));
    user.rated(written.outcome(), item, Integer.toString(rating));
  }

  private void unrate(Diary user) throws InterruptedException {
    String item = ratedItem();
    Written written = write("DELETE", rating(user, item), Map.of());
    if (!written.refusedWith(NOT_FOUND)) {
      user.rated(written.outcome(), item, "");
    } else if (!user.mayRate(item, "")) {
      findings.add("%s was rated by %s, and is not found".formatted(item, user.actor()));
    }
  }

  private void resolve() throws InterruptedException {
    Diary session = session();
    if (session.owner().isEmpty()) {
      Diary user = user();
      String path = "/v1/sessions/" + session.actor() + "/resolve/";
      Written written = writes.untilKnown("POST", path, Map.of("user_id", user.actor()));
      session.resolvedTo(user);
      if (written.outcome() != ACKNOWLEDGED) {
        findings.add(
            "nobody else resolves %s, and yet: %s".formatted(session.actor(), written.reply()));
      }
    }
  }

  private void forgetSometimes() throws InterruptedException {
    if (random.nextInt(3) == 0) {
      Diary user = user();
      Map<String, Object> who = Map.of("users_id", List.of(user.actor()));
      Written written = writes.untilAcknowledged("DELETE", "/v1/interactions-ratings-bulk/", who);
      if (written.outcome() != ACKNOWLEDGED) {
        findings.add("%s cannot be forgotten: %s".formatted(user.actor(), written.reply()));
      }
      user.forget();
      activeUsers.remove(user);
      for (Diary session : sessions) {
        if (session.owner().filter(user::equals).isPresent()) {
          session.hide();
          activeSessions.remove(session);
        }
      }
    }
  }

  private void list(Diary actor, String kind) throws InterruptedException {
    try {
      Optional<List<JsonNode>> rows = caller.list(bulk(kind, actor), "interactions");
      rows.ifPresent(
          found -> {
            actor.compare(Found.types(found), "a list during faults", findings);
            tally.listed();
          });
    } catch (IOException e) {
      // it is asked for again some other time
    }
  }

  private Written write(String method, String path, Object body) throws InterruptedException {
    return random.nextBoolean()
        ? writes.untilKnown(method, path, body)
        : writes.once(method, path, body);
  }

  private static void note(Diary actor, Outcome outcome, List<Map<String, Object>> rows) {
    rows.forEach(row -> actor.recorded(outcome, item(row), row.get("interaction_type").toString()));
  }

  private static String item(Map<String, Object> row) {
    return row.get("item_id").toString();
  }

  private static String bulk(String kind, Diary actor) {
    return "/v1/" + kind + "/" + actor.actor() + "/interactions-bulk/";
  }

  private static String rating(Diary user, String item) {
    return "/v1/users/" + user.actor() + "/ratings/" + item + "/";
  }

  private Diary user() {
    return active(activeUsers, users, "u");
  }

  private Diary session() {
    return active(activeSessions, sessions, "v");
  }

  /** Any that is in use; who has many interactions is used no more. */
  private Diary active(List<Diary> active, List<Diary> all, String prefix) {
    active.removeIf(diary -> diary.size() > MAX_ROWS);
    if (active.size() < MAX_ACTIVE) {
      Diary fresh = new Diary(name + "-" + prefix + all.size());
      active.add(fresh);
      all.add(fresh);
    }
    return active.get(random.nextInt(active.size()));
  }

  private List<Map<String, Object>> rows() {
    List<Map<String, Object>> rows = new ArrayList<>();
    for (int left = random.nextInt(MAX_BULK); left >= 0; left--) {
      rows.add(row());
    }
    return rows;
  }

  private Map<String, Object> row() {
    Map<String, Object> row = new HashMap<>();
    row.put("item_id", name + "-i" + items++);
    row.put("interaction_type", type());
    row.put("timestamp", LONG_AGO + random.nextInt(1_000_000));
    return row;
  }

  private String type() {
    return TYPES.get(random.nextInt(TYPES.size()));
  }

  private String ratedItem() {
    return name + "-r" + random.nextInt(4);
  }
}

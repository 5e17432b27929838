package io.tastelake.bench.faults;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Whom diaries have rate what: each item of an interaction has an inferred rating, and what was
 * rated has what was given. What inferred ratings come to is what {@code check-consistency} finds.
 */
final class ExpectedRatings {

  private final Map<String, Diary> users = new HashMap<>();
  private final Map<String, Set<String>> certain = new HashMap<>();
  private final Map<String, Set<String>> possible = new HashMap<>();

  ExpectedRatings(List<Diary> users, List<Diary> sessions) {
    users.forEach(user -> this.users.put(user.actor(), user));
    users.forEach(user -> add(user, user));
    sessions.stream()
        .filter(session -> !session.isForgotten())
        .forEach(session -> session.owner().ifPresent(owner -> add(owner, session)));
  }

  private void add(Diary user, Diary actor) {
    certain.computeIfAbsent(user.actor(), any -> new HashSet<>()).addAll(actor.certainItems());
    possible
        .computeIfAbsent(user.actor(), any -> new HashSet<>())
        .addAll(actor.itemsThatMayBeThere());
  }

  /** What {@code rows} should not be, or lack. */
  Stream<String> differences(List<JsonNode> rows) {
    List<String> differences = new ArrayList<>();
    Map<String, Set<String>> found = new HashMap<>();
    for (JsonNode row : rows) {
      String user = row.required("user_id").asText();
      String item = row.required("item_id").asText();
      if (!found.computeIfAbsent(user, any -> new HashSet<>()).add(item)) {
        differences.add("ratings: %s of %s is listed twice".formatted(item, user));
      }
      if (!mayBe(user, item, row.required("rating").asDouble())) {
        differences.add("ratings: %s should not be there".formatted(row));
      }
    }
    users.forEach((user, diary) -> lacks(diary, found.getOrDefault(user, Set.of()), differences));
    return differences.stream();
  }

  private boolean mayBe(String user, String item, double rating) {
    boolean inferred = possible.getOrDefault(user, Set.of()).contains(item);
    return inferred || isGiven(user, item, Math.round(rating));
  }

  private boolean isGiven(String user, String item, long rating) {
    return users.containsKey(user) && users.get(user).mayRate(item, Long.toString(rating));
  }

  private void lacks(Diary user, Set<String> found, List<String> differences) {
    for (String item : certain.get(user.actor())) {
      if (!found.contains(item)) {
        differences.add("ratings: %s of %s is not there".formatted(item, user.actor()));
      }
    }
    for (String item : user.ratedItems()) {
      if (!found.contains(item) && !user.mayRate(item, "")) {
        differences.add("ratings: %s given by %s is not there".formatted(item, user.actor()));
      }
    }
  }
}

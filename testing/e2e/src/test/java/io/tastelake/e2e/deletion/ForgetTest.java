package io.tastelake.e2e.deletion;

import static io.tastelake.rules.TestCounts.count;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.tastelake.e2e.kit.ApiClient;
import io.tastelake.e2e.kit.SharedSystem;
import io.tastelake.e2e.kit.Tenant;
import io.tastelake.e2e.kit.Workers;
import io.tastelake.serving.ServingApi;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A forget hides at once, on every instance and in listings that began before. */
@ExtendWith(SharedSystem.Extension.class)
class ForgetTest {

  private static final int USERS = 30;
  private static final int SESSIONS = count(300, 3_000);
  private static final Duration TIMEOUT = Duration.ofMinutes(1);
  private static final int ROUNDS = count(30, 1_000);
  private static final Map<String, String> VIEW = Map.of("interaction_type", "view");

  @Test
  void aForgetHidesEverywhereAndWhoReturnsIsSeen(SharedSystem system) throws Exception {
    Tenant tenant = system.tenant(Tenant.Ids.TEXT);
    ApiClient client = tenant.client();
    for (int user = 0; user < USERS; user++) {
      client.post("/users/u" + user + "/interactions/i/", VIEW).ok();
      client.post("/sessions/s" + user + "/items/i/interactions/", VIEW).ok();
      client.post("/sessions/s" + user + "/resolve/", Map.of("user_id", "u" + user)).ok();
    }
    system.awaitLakeCoversLog();
    try (ServingApi second = system.anotherApi()) {
      ApiClient other = client.at(second.uri());
      List<Begun> listings = new ArrayList<>();
      for (ApiClient instance : List.of(client, other)) {
        listings.add(Begun.at(instance, "/interactions-bulk/", "user_id"));
        listings.add(Begun.at(instance, "/sessions-interactions-bulk/", "session_id"));
      }
      Set<String> seen = listings.stream().map(Begun::first).collect(Collectors.toSet());
      List<String> forgotten =
          IntStream.range(0, USERS)
              .mapToObj(user -> "u" + user)
              .filter(user -> !seen.contains(user) && !seen.contains(user.replace('u', 's')))
              .limit(2)
              .toList();
      client.delete("/interactions-ratings-bulk/", Map.of("users_id", forgotten)).ok();

      for (ApiClient instance : List.of(client, other)) {
        for (String user : forgotten) {
          assertThat(instance.list("/users/" + user + "/interactions-bulk/", 10)).isEmpty();
          String session = user.replace('u', 's');
          assertThat(instance.list("/sessions/" + session + "/interactions-bulk/", 10)).isEmpty();
        }
      }
      for (Begun listing : listings) {
        List<String> rest = listing.rest();
        assertThat(rest)
            .doesNotHaveDuplicates()
            .doesNotContain(listing.first)
            .doesNotContainAnyElementsOf(forgotten)
            .doesNotContainAnyElementsOf(sessions(forgotten))
            .hasSize(USERS - 1 - forgotten.size());
      }

      String returning = forgotten.get(0);
      client.post("/users/" + returning + "/interactions/again/", VIEW).ok();
      assertThat(items(other.list("/users/" + returning + "/interactions-bulk/", 10)))
          .containsExactly("again");
      system.awaitLakeCoversLog();
      assertThat(
              other.list("/interactions-bulk/", 1_000).stream()
                  .filter(row -> row.get("user_id").asText().equals(returning))
                  .toList())
          .hasSize(1);
    }
  }

  private static List<String> sessions(List<String> users) {
    return users.stream().map(user -> user.replace('u', 's')).toList();
  }

  private static List<String> items(List<JsonNode> rows) {
    return rows.stream().map(row -> row.get("item_id").asText()).toList();
  }

  /** A listing of which one row was read. */
  private record Begun(ApiClient client, String path, String actor, String first, String cursor) {

    static Begun at(ApiClient client, String path, String actor) throws IOException {
      JsonNode page = client.get(path + "?amt=1").ok().body();
      return new Begun(
          client,
          path,
          actor,
          page.get("interactions").get(0).get(actor).asText(),
          page.get("next_cursor").asText());
    }

    List<String> rest() throws IOException {
      JsonNode page = client.get(path + "?amt=1000&cursor=" + cursor).ok().body();
      assertThat(page.get("has_next").asBoolean()).isFalse();
      List<String> actors = new ArrayList<>();
      page.get("interactions").forEach(row -> actors.add(row.get(actor).asText()));
      return actors;
    }
  }

  /** The FORGETs of the sessions lie in other partitions than the user's own, and come later. */
  @Test
  void aForgottenUserOfManySessionsIsNeverRatedAgain(SharedSystem system) throws Exception {
    ApiClient client = system.tenant(Tenant.Ids.TEXT).client();
    for (int session = 0; session < SESSIONS; session++) {
      String path = "/sessions/many-" + session;
      client.post(path + "/items/i" + session + "/interactions/", VIEW).ok();
      client.post(path + "/resolve/", Map.of("user_id", "many")).ok();
    }
    await().atMost(TIMEOUT).until(() -> ratings(client, "many") == 64);
    client.delete("/interactions-ratings-bulk/", Map.of("users_id", List.of("many"))).ok();
    for (int user = 0; user < USERS; user++) {
      client.post("/users/later-" + user + "/interactions/i/", VIEW).ok();
    }
    for (int user = 0; user < USERS; user++) {
      String later = "later-" + user;
      await()
          .atMost(TIMEOUT)
          .until(
              () -> {
                assertThat(ratings(client, "many")).isZero();
                return ratings(client, later) == 1;
              });
    }
  }

  private static int ratings(ApiClient client, String user) throws IOException {
    return client.get("/users/" + user + "/ratings/?amt=64").ok().body().get("user_ratings").size();
  }

  @Test
  void noSessionOfAForgottenUserKeepsWhatCameBefore(SharedSystem system) throws Exception {
    Tenant tenant = system.tenant(Tenant.Ids.TEXT);
    try (ServingApi second = system.anotherApi()) {
      ApiClient other = tenant.client().at(second.uri());
      int linked = 0;
      for (int round = 0; round < ROUNDS; round++) {
        linked += race(tenant.client(), other, "session-" + round, "user-" + round);
      }
      System.out.printf("ForgetTest: %d of %d resolves came later%n", linked, ROUNDS);
    }
  }

  private static int race(ApiClient one, ApiClient other, String session, String user)
      throws IOException {
    one.post("/sessions/" + session + "/items/before/interactions/", VIEW).ok();
    Workers.together(
        2,
        worker ->
            worker == 0
                ? () -> one.post("/sessions/" + session + "/resolve/", Map.of("user_id", user)).ok()
                : () ->
                    other
                        .delete("/interactions-ratings-bulk/", Map.of("users_id", List.of(user)))
                        .ok());
    JsonNode links =
        other
            .post("/resolved-sessions/", Map.of("users_id", List.of(user)))
            .ok()
            .body()
            .get("resolved_sessions");
    for (ApiClient instance : List.of(one, other)) {
      List<JsonNode> rows = instance.list("/sessions/" + session + "/interactions-bulk/", 10);
      assertThat(rows).as("links: %s", links).hasSize(links.size());
    }
    return links.size();
  }
}

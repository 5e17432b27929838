package io.tastelake.serving.rating;

import static io.tastelake.serving.Answers.assertErrorShape;
import static io.tastelake.serving.Answers.assertNothing;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tastelake.serving.ApiResource;
import io.tastelake.serving.TestApi;
import io.tastelake.serving.TestApi.Answer;
import io.tastelake.serving.taste.ShownTaste;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** Inferred ratings beside given ones: lists, counters, withdrawals and forgets. */
@ExtendWith(ApiResource.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ShownRatingsTest {

  private final TestApi api;
  private String database;
  private String token;

  ShownRatingsTest(TestApi api) {
    this.api = api;
  }

  @BeforeAll
  void prepare() {
    database = api.createReadyDatabase("shown-ratings", "urlsafe64", "urlsafe64");
    token = api.serviceToken("shown-ratings", "backend", database, "");
  }

  private Answer send(String method, String path, String body) {
    return api.send(method, path, token, body);
  }

  private void infer(String user, Map<String, Double> ratings) {
    new ShownTaste(user, 1, 1, ratings, Map.of()).writeTo(api.store, database);
  }

  private Map<String, Double> shown(String user) {
    Map<String, Double> shown = new HashMap<>();
    send("GET", "/users/" + user + "/ratings/", null)
        .json()
        .path("user_ratings")
        .forEach(row -> shown.put(row.path("item_id").asText(), row.path("rating").asDouble()));
    return shown;
  }

  @Test
  void aGivenRatingOutranksTheInferredOneUntilItIsWithdrawn() {
    infer("ann", Map.of("lamp", 6.5, "sofa", 7.5));
    assertNothing(send("PUT", "/users/ann/ratings/lamp/", "{\"rating\": 2}"));
    assertNothing(send("PUT", "/users/ann/ratings/desk/", "{\"rating\": 3}"));
    assertThat(shown("ann")).isEqualTo(Map.of("lamp", 2.0, "sofa", 7.5, "desk", 3.0));
    assertNothing(send("DELETE", "/users/ann/ratings/lamp/", null));
    assertThat(shown("ann")).isEqualTo(Map.of("lamp", 6.5, "sofa", 7.5, "desk", 3.0));
    assertNothing(send("DELETE", "/users/ann/ratings/", null));
    assertThat(shown("ann")).isEqualTo(Map.of("lamp", 6.5, "sofa", 7.5));
  }

  @Test
  void whatIsOnlyInferredCannotBeWithdrawn() {
    infer("bob", Map.of("lamp", 6.5));
    assertErrorShape(
        send("DELETE", "/users/bob/ratings/lamp/", null),
        404,
        60,
        "NotFoundError",
        "USER_RATING_NOT_FOUND");
    assertThat(send("DELETE", "/users/bob/ratings/lamp/", null).text())
        .contains("is inferred from interactions");
    assertThat(send("DELETE", "/users/bob/ratings/sofa/", null).text())
        .contains("gave no rating to the item 'sofa'");
    assertThat(shown("bob")).isEqualTo(Map.of("lamp", 6.5));
  }

  @Test
  void pagesOfOneUserHoldBothKindsNewestFirst() {
    Map<String, Double> inferred = new HashMap<>();
    IntStream.range(0, 40).forEach(i -> inferred.put("inferred-" + i, 6.0));
    infer("pages", inferred);
    for (int i = 0; i < 3; i++) {
      String timestamp = "{\"rating\": 2, \"timestamp\": " + (1.6e9 + i) + "}";
      assertNothing(send("PUT", "/users/pages/ratings/inferred-" + i + "/", timestamp));
    }
    List<String> items = new ArrayList<>();
    JsonNode page;
    int number = 1;
    do {
      page = send("GET", "/users/pages/ratings/?amt=16&page=" + number++, null).json();
      items.addAll(page.path("user_ratings").findValuesAsText("item_id"));
    } while (page.path("has_next").asBoolean());
    assertThat(items).hasSize(40).doesNotHaveDuplicates();
    assertThat(items.subList(0, 3)).containsExactly("inferred-2", "inferred-1", "inferred-0");
  }

  @Test
  void theWholeListShowsEachPairOnceInOrderAndCountersCountIt() {
    String own = api.createReadyDatabase("shown-ratings-list", "urlsafe64", "urlsafe64");
    String root = api.rootToken(own);
    List<String> expected = new ArrayList<>();
    for (int user = 0; user < 5; user++) {
      Map<String, Double> inferred = new HashMap<>();
      for (int item = 0; item < 9; item++) {
        boolean given = (user + item) % 3 == 0;
        if ((user + item) % 2 == 0) {
          inferred.put("i" + item, 6.0);
        }
        if (given) {
          String path = "/users/u" + user + "/ratings/i" + item + "/";
          assertNothing(api.send("PUT", path, root, "{\"rating\": 2}"));
        }
        if (given || inferred.containsKey("i" + item)) {
          expected.add("u" + user + " i" + item + " " + (given ? "2.0" : "6.0"));
        }
      }
      new ShownTaste("u" + user, 1, 1, inferred, Map.of()).writeTo(api.store, own);
    }
    for (int amount : new int[] {1, 4, 7, 100}) {
      assertThat(all(root, amount)).isEqualTo(expected);
    }
    JsonNode counters = api.send("GET", "/databases/current/", root, null).json().path("counters");
    assertThat(counters.path("rating").asInt()).isEqualTo(expected.size());
    assertThat(counters.path("user").asInt()).isEqualTo(5);
    assertThat(counters.path("item").asInt()).isEqualTo(9);
  }

  private List<String> all(String root, int amount) {
    List<String> seen = new ArrayList<>();
    String query = "?amt=" + amount;
    while (query != null) {
      JsonNode page = api.send("GET", "/ratings-bulk/" + query, root, null).json();
      for (JsonNode row : page.path("ratings")) {
        seen.add(
            row.path("user_id").asText()
                + " "
                + row.path("item_id").asText()
                + " "
                + row.path("rating").asDouble());
      }
      String cursor = page.path("next_cursor").asText(null);
      query = cursor == null ? null : "?amt=" + amount + "&cursor=" + cursor;
    }
    return seen;
  }

  @Test
  void aForgetTakesInferredRatingsAndVectorsAndLeavesThePair() {
    String model = "of-forgets";
    api.factors.train(api.store, database, model, Map.of("lamp", new float[] {1}));
    for (String user : List.of("gone", "stays")) {
      Map<String, float[]> vectors = Map.of(model, new float[] {2});
      new ShownTaste(user, 3, 4, Map.of("lamp", 6.5), vectors).writeTo(api.store, database);
    }
    assertThat(send("DELETE", "/interactions-ratings-bulk/", "{\"users_id\": [\"gone\"]}").status())
        .isEqualTo(200);
    assertThat(shown("gone")).isEmpty();
    assertThat(shown("stays")).isEqualTo(Map.of("lamp", 6.5));
    assertThat(rows("taste_vectors", "gone")).isZero();
    assertThat(rows("taste_vectors", "stays")).isEqualTo(1);
    assertThat(rows("tastes", "gone")).as("a tombstone").isEqualTo(1);

    new ShownTaste("gone", 3, 3, Map.of("lamp", 6.5), Map.of()).writeTo(api.store, database);
    assertThat(shown("gone")).as("nothing older comes back").isEmpty();
    new ShownTaste("gone", 3, 5, Map.of("sofa", 6.0), Map.of()).writeTo(api.store, database);
    assertThat(shown("gone")).isEqualTo(Map.of("sofa", 6.0));
  }

  /** As after a restart from a version of the lake that the FORGET had not reached. */
  @Test
  void whoeverDoesNotKnowOfAForgetShowsNothingOfTheForgotten() {
    infer("erased", Map.of("lamp", 6.5));
    send("DELETE", "/interactions-ratings-bulk/", "{\"users_id\": [\"erased\", \"unseen\"]}");
    Instant unknowing = Instant.now().minus(Duration.ofMinutes(1));
    for (String user : List.of("erased", "unseen")) {
      write(user, 5, Map.of("lamp", 6.5), unknowing);
      assertThat(shown(user)).isEmpty();
      write(user, 6, Map.of("sofa", 6.0), Instant.now());
      assertThat(shown(user)).isEqualTo(Map.of("sofa", 6.0));
    }
    int unused =
        api.store.execute(
            "UPDATE tastes SET forgotten_at = now() - interval '25 hours' WHERE user_id = 'erased'");
    write("erased", 7, Map.of("desk", 6.0), Instant.EPOCH);
    assertThat(shown("erased")).as("FORGETs are remembered a day").isEqualTo(Map.of("desk", 6.0));
  }

  private void write(String user, long revision, Map<String, Double> ratings, Instant known) {
    new ShownTaste(user, 1, revision, ratings, Map.of()).writeTo(api.store, database, known);
  }

  private int rows(String table, String user) {
    String sql = "SELECT count(*) FROM " + table + " WHERE database_id = ? AND user_id = ?";
    return Integer.parseInt(api.store.rows(sql, database, user).get(0));
  }
}

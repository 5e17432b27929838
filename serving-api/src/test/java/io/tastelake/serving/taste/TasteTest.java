package io.tastelake.serving.taste;

import static io.tastelake.serving.Answers.assertErrorShape;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.tastelake.domain.identity.ItemId;
import io.tastelake.domain.taste.Centre;
import io.tastelake.domain.taste.FoldIn;
import io.tastelake.domain.taste.ItemFactors;
import io.tastelake.rules.TestCounts;
import io.tastelake.serving.ApiResource;
import io.tastelake.serving.TestApi;
import io.tastelake.serving.TestApi.Answer;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** {@code users/U/taste/}: the vector of now, in the terms of the model of now. */
@ExtendWith(ApiResource.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TasteTest {

  private static final int STEPS = TestCounts.count(150, 3_000);

  private static final Map<String, float[]> ITEMS =
      Map.of("a", new float[] {1, 0}, "b", new float[] {0.5f, 1}, "c", new float[] {-1, 2});

  private final TestApi api;
  private String database;
  private String token;
  private String model;
  private ItemFactors factors;

  TasteTest(TestApi api) {
    this.api = api;
  }

  @BeforeAll
  void publishAModel() {
    database = api.createReadyDatabase("taste", "urlsafe64", "urlsafe64");
    token = api.serviceToken("taste", "backend", database, "");
    model = newModel();
    factors = api.factors.train(api.store, database, model, ITEMS);
    RememberedFactors.publish(api.store, database, model);
  }

  private static String newModel() {
    return UUID.randomUUID().toString();
  }

  private JsonNode taste(String user) {
    Answer answer = api.send("GET", "/users/" + user + "/taste/", token, null);
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    return answer.json();
  }

  private static float[] vector(JsonNode taste) {
    float[] vector = new float[taste.path("taste").size()];
    for (int i = 0; i < vector.length; i++) {
      vector[i] = taste.path("taste").get(i).floatValue();
    }
    return vector;
  }

  private static float[] foldedIn(ItemFactors factors, Map<String, Double> ratings) {
    Map<ItemId, Double> byItem = new HashMap<>();
    ratings.forEach((item, rating) -> byItem.put(new ItemId(item), rating));
    return FoldIn.into(factors, RememberedFactors.ALPHA, RememberedFactors.LAMBDA, Centre.NEUTRAL)
        .vector(byItem);
  }

  private void rate(String user, String item, double rating) {
    Answer answer =
        api.send(
            "PUT", "/users/" + user + "/ratings/" + item, token, "{\"rating\": " + rating + "}");
    assertThat(answer.status()).isEqualTo(200);
  }

  @Test
  void thereIsNoneBeforeTheFirstModel() {
    String empty = api.createReadyDatabase("taste-empty", "urlsafe64", "urlsafe64");
    String root = api.rootToken(empty);
    String status = "/databases/current/status/";
    api.factors.train(api.store, empty, model, ITEMS); // staged
    for (String path : List.of("/users/ann/taste/", "/recommendation/users/ann/items/")) {
      assertErrorShape(
          api.send("GET", path, root, null), 503, 1, "ServerUnavailable", "DATABASE_NOT_READY");
    }
    assertErrorShape(
        api.send("POST", "/recommendation/sessions/items/", root, null),
        503,
        1,
        "ServerUnavailable",
        "DATABASE_NOT_READY");
    assertThat(api.send("GET", status, root, null).text()).isEqualTo("{\"status\":\"pending\"}");
    RememberedFactors.publish(api.store, empty, model);
    assertThat(api.send("GET", status, root, null).text()).isEqualTo("{\"status\":\"ready\"}");
    assertThat(api.send("GET", "/databases/current/", root, null).json().path("status").asText())
        .isEqualTo("ready");
    assertThat(api.send("DELETE", "/databases/current/", root, null).status()).isEqualTo(200);
  }

  @Test
  void aVectorOfTheUsersPairIsServedAsItIsStored() {
    new ShownTaste("stored", 1, 7, Map.of("a", 9.0), Map.of(model, new float[] {0.25f, -3}))
        .writeTo(api.store, database);
    JsonNode taste = taste("stored");
    assertThat(vector(taste)).containsExactly(0.25f, -3);
    assertThat(taste.path("model").asText()).isEqualTo(model);
    assertThat(taste.path("timestamp").asDouble())
        .isCloseTo(Instant.now().toEpochMilli() / 1e3, within(60.0));
  }

  @Test
  void whoeverLikesNothingThatTheModelKnowsHasAVectorOfZeros() {
    assertThat(vector(taste("nobody"))).containsExactly(0, 0);
    rate("hater", "a", 1);
    rate("hater", "unknown", 10);
    assertThat(vector(taste("hater"))).containsExactly(0, 0);
  }

  @Test
  void givenRatingsOutrankInferredOnesInTheFoldIn() {
    new ShownTaste("both", 1, 1, Map.of("a", 9.0, "b", 2.0), Map.of()).writeTo(api.store, database);
    assertThat(vector(taste("both")))
        .containsExactly(foldedIn(factors, Map.of("a", 9.0, "b", 2.0)));
    rate("both", "b", 8);
    assertThat(vector(taste("both")))
        .containsExactly(foldedIn(factors, Map.of("a", 9.0, "b", 8.0)));
  }

  @Test
  void aFrontendSeesItsOwnUserAlone() {
    String frontend =
        api.serviceToken("taste-frontend", "frontend", database, ", \"frontend_user_id\": \"me\"");
    rate("me", "a", 9);
    assertThat(api.send("GET", "/users/~me/taste/", frontend, null).text())
        .startsWith(
            api.send("GET", "/users/me/taste/", token, null).text().split("timestamp", 2)[0]);
    assertErrorShape(
        api.send("GET", "/users/you/taste/", frontend, null),
        403,
        50,
        "ForbiddenError",
        "INCORRECT_FRONTEND_USER_ID");
  }

  @Test
  void aModelThatTheLakeLacksIsNotReady() {
    String lost = api.createReadyDatabase("taste-lost", "urlsafe64", "urlsafe64");
    String id = newModel();
    api.factors.train(api.store, lost, id, ITEMS);
    RememberedFactors.publish(api.store, lost, id);
    api.factors.lose(id);
    String root = api.rootToken(lost);
    assertErrorShape(
        api.send("GET", "/users/ann/taste/", root, null),
        503,
        1,
        "ServerUnavailable",
        "DATABASE_NOT_READY");
  }

  @Test
  void databasesSeeNothingOfEachOther() {
    String other = api.createReadyDatabase("taste-other", "urlsafe64", "urlsafe64");
    String id = newModel();
    api.factors.train(api.store, other, id, Map.of("z", new float[] {1, 2, 3}));
    RememberedFactors.publish(api.store, other, id);
    new ShownTaste("twin", 9, 9, Map.of("z", 9.0), Map.of(id, new float[] {1, 2, 3}))
        .writeTo(api.store, other);
    assertThat(vector(taste("twin"))).containsExactly(0, 0);
    JsonNode theirs = api.send("GET", "/users/twin/taste/", api.rootToken(other), null).json();
    assertThat(vector(theirs)).containsExactly(1, 2, 3);
  }

  /**
   * Whatever stream, training and batch write in whatever order, what is served is the vector of
   * the user's pair and of the current model, or else what the ratings of now fold into.
   */
  @Test
  void aStaleVectorIsNeverServed() {
    long seed = System.nanoTime();
    System.out.println("TasteTest seed " + seed);
    Random random = new Random(seed);
    String second = newModel();
    Map<String, ItemFactors> models =
        Map.of(model, factors, second, api.factors.train(api.store, database, second, ITEMS));
    String current = model;
    Map<String, Double> ratings = Map.of();
    Map<String, float[]> vectors = new HashMap<>();
    long revision = 0;
    for (int step = 0; step < STEPS; step++) {
      switch (random.nextInt(4)) {
        case 0 -> {
          revision++;
          ratings = Map.of("abc".charAt(random.nextInt(3)) + "", 6.0 + random.nextInt(4));
          vectors.clear();
          for (String known : models.keySet()) {
            if (random.nextBoolean()) {
              vectors.put(known, new float[] {step, revision});
            }
          }
          new ShownTaste("fickle", 1, revision, ratings, vectors).writeTo(api.store, database);
        }
        case 1 -> {
          revision++; // somebody moved the pair on, and left the vectors behind
          int unused =
              api.store.execute(
                  "UPDATE tastes SET revision = revision + 1 WHERE database_id = ? AND user_id = ?",
                  database,
                  "fickle");
          vectors.clear();
          revision = stored("fickle", revision);
        }
        case 2 -> {
          current = random.nextBoolean() ? model : second;
          RememberedFactors.publish(api.store, database, current);
        }
        default -> {}
      }
      JsonNode taste = taste("fickle");
      assertThat(taste.path("model").asText()).isEqualTo(current);
      float[] expected = vectors.get(current);
      assertThat(vector(taste))
          .as("step %d", step)
          .containsExactly(expected == null ? foldedIn(models.get(current), ratings) : expected);
    }
    RememberedFactors.publish(api.store, database, model);
  }

  private long stored(String user, long otherwise) {
    return api
        .store
        .rows("SELECT revision FROM tastes WHERE database_id = ? AND user_id = ?", database, user)
        .stream()
        .map(Long::parseLong)
        .findFirst()
        .orElse(otherwise - 1);
  }
}

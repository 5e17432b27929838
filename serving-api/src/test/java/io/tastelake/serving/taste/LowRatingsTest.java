package io.tastelake.serving.taste;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.tastelake.domain.identity.ItemId;
import io.tastelake.domain.taste.Centre;
import io.tastelake.domain.taste.FoldIn;
import io.tastelake.domain.taste.ItemFactors;
import io.tastelake.serving.ApiResource;
import io.tastelake.serving.TestApi;
import io.tastelake.serving.TestApi.Answer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** A database of ratings from 1 to 5, whose model has its centre at 3: 4 and 5 are likes. */
@ExtendWith(ApiResource.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LowRatingsTest {

  private static final Centre CENTRE = new Centre(3);
  private static final int USERS = 50;
  private static final int ITEMS = 50;

  private final TestApi api;
  private final Map<String, float[]> items = RememberedFactors.random(new Random(3), ITEMS, 4);
  private final List<Map<ItemId, Double>> ratings = new ArrayList<>();
  private String token;
  private ItemFactors factors;

  LowRatingsTest(TestApi api) {
    this.api = api;
  }

  @BeforeAll
  void rateThenPublishAModel() {
    String database = api.createReadyDatabase("low", "urlsafe64", "urlsafe64");
    token = api.rootToken(database);
    for (int user = 0; user < USERS; user++) {
      Map<ItemId, Double> own = new HashMap<>();
      for (int i = 0; i < 10; i++) {
        own.put(new ItemId("" + (user * 7 + i * 3) % ITEMS), 1.0 + (user + i) % 5);
      }
      ratings.add(own);
      String bulk =
          own.entrySet().stream()
              .map(
                  e ->
                      "{\"item_id\": \"%s\", \"rating\": %s}"
                          .formatted(e.getKey().value(), e.getValue()))
              .toList()
              .toString();
      Answer answer =
          api.send("PUT", "/users/" + user + "/ratings/", token, "{\"ratings\": " + bulk + "}");
      assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    }
    assertThat(source(ask("users/0/items/"))).as("no model yet").isEqualTo("popular");
    String model = UUID.randomUUID().toString();
    factors = api.factors.train(api.store, database, model, items);
    int unused =
        api.store.execute("UPDATE models SET centre = ? WHERE model_id = ?", CENTRE.value(), model);
    RememberedFactors.publish(api.store, database, model);
  }

  private Answer ask(String list) {
    return api.send("GET", "/recommendation/" + list, token, null);
  }

  private static String source(Answer answer) {
    return answer.response().headers().firstValue("X-Recommendation-Source").orElse("");
  }

  private FoldIn foldIn() {
    return FoldIn.into(factors, RememberedFactors.ALPHA, RememberedFactors.LAMBDA, CENTRE);
  }

  @Test
  void everybodyHasTheTasteThatFollowsFromLikesAbove3() {
    for (int user = 0; user < USERS; user++) {
      JsonNode taste = api.send("GET", "/users/" + user + "/taste/", token, null).json();
      float[] right = foldIn().vector(ratings.get(user));
      for (int i = 0; i < right.length; i++) {
        assertThat(taste.path("taste").get(i).floatValue()).isEqualTo(right[i]);
      }
      Answer list = ask("users/" + user + "/items/");
      assertThat(list.json().path("items_id")).as(list.text()).hasSize(ITEMS);
      assertThat(source(list)).isEqualTo("model");
    }
  }

  @Test
  void whatASessionRatesCountsAlike() {
    Answer liked = session(4);
    assertThat(liked.status()).as(liked.text()).isEqualTo(200);
    assertThat(source(liked)).isEqualTo("model");
    assertThat(source(session(3))).isEqualTo("popular");
  }

  private Answer session(int rating) {
    return api.send(
        "POST",
        "/recommendation/sessions/items/",
        token,
        "{\"ratings\": [{\"item_id\": \"7\", \"rating\": " + rating + "}]}");
  }

  @Test
  void anExplanationNamesWhatIsRatedAbove3() {
    JsonNode score =
        api.send("GET", "/users/0/ratings/1/explain/", token, null).json().path("score");
    Map<ItemId, Double> right = foldIn().shares(ratings.get(0), new ItemId("1"));
    assertThat(right).hasSize(4);
    assertThat(score.path("shares")).hasSize(4);
    score
        .path("shares")
        .forEach(
            share ->
                assertThat(share.path("share").asDouble())
                    .isCloseTo(
                        right.get(new ItemId(share.path("item_id").asText())), within(1e-6)));
  }

  /** Where the model does not know anybody. */
  @Test
  void popularIsWhatIsRatedAbove3() {
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () -> {
              Answer list = ask("users/stranger/items/");
              assertThat(list.status()).as(list.text()).isEqualTo(200);
              assertThat(source(list)).isEqualTo("popular");
              assertThat(list.json().path("items_id")).hasSize(likedItems());
            });
  }

  private int likedItems() {
    return (int)
        ratings.stream()
            .flatMap(own -> own.entrySet().stream())
            .filter(entry -> CENTRE.preference(entry.getValue()) > 0)
            .map(Map.Entry::getKey)
            .distinct()
            .count();
  }
}

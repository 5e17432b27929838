package io.tastelake.serving.explanation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.tastelake.serving.ApiResource;
import io.tastelake.serving.TestApi;
import io.tastelake.serving.taste.RememberedFactors;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(ApiResource.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ExplainRatingTest {

  private static final double DAY = 86_400;
  private static final double NOW = 1_700_000_000;

  private final TestApi api;
  private String database;
  private String token;

  ExplainRatingTest(TestApi api) {
    this.api = api;
  }

  @BeforeAll
  void prepare() {
    database = api.createReadyDatabase("explained", "urlsafe64", "urlsafe64", "urlsafe64");
    token = api.rootToken(database);
    api.send(
        "PUT",
        "/databases/current/implicit-to-explicit/",
        token,
        """
        {"interaction_types": {
           "view": {"strength": 1},
           "purchase": {"strength": 4, "property": "price", "property_scale": 10},
           "return": {"strength": -6}},
         "half_life_days": 10, "saturation": 10}
        """);
  }

  private void record(String path, String item, String type, double at, String properties) {
    String body =
        """
        {"interactions": [{"item_id": "%s", "interaction_type": "%s", "timestamp": %s%s}]}
        """
            .formatted(item, type, at, properties);
    assertThat(api.send("POST", path + "/interactions-bulk/", token, body).status()).isEqualTo(200);
  }

  private JsonNode explain(String user, String item) {
    return api.send("GET", "/users/" + user + "/ratings/" + item + "/explain/", token, null).json();
  }

  @Test
  void eachTermSaysWhatItAddsAndTheirSumGivesTheRating() {
    record("/users/ann", "lamp", "view", NOW - 20 * DAY, "");
    record("/users/ann", "lamp", "purchase", NOW, ", \"properties\": {\"price\": 10}");
    record("/users/ann", "lamp", "hover", NOW, "");
    record("/users/ann", "sofa", "view", NOW, "");

    JsonNode lamp = explain("ann", "lamp");
    double purchase = 4 * (1 + Math.log(2));
    assertThat(lamp.path("terms").findValuesAsText("interaction_type"))
        .containsExactly("purchase", "view");
    JsonNode bought = lamp.path("terms").get(0);
    JsonNode viewed = lamp.path("terms").get(1);
    assertThat(bought.path("strength").asDouble()).isEqualTo(4);
    assertThat(bought.path("emphasis").asDouble()).isCloseTo(1 + Math.log(2), within(1e-9));
    assertThat(bought.path("decay").asDouble()).isEqualTo(1);
    assertThat(bought.path("share").asDouble()).isCloseTo(purchase, within(1e-9));
    assertThat(viewed.path("decay").asDouble()).isCloseTo(0.25, within(1e-9));
    assertThat(viewed.path("share").asDouble()).isCloseTo(0.25, within(1e-9));
    double sum = purchase + 0.25;
    assertThat(lamp.path("sum").asDouble()).isCloseTo(sum, within(1e-9));
    assertThat(lamp.path("inferred").asDouble())
        .isCloseTo(5.5 + 4.5 * (1 - Math.exp(-sum / 10)), within(1e-9));
    assertThat(lamp.path("rating")).isEqualTo(lamp.path("inferred"));
    assertThat(lamp.path("complete").asBoolean()).isTrue();
  }

  @Test
  void sessionsOfTheUserCountAndAGivenRatingOutranks() {
    record("/sessions/morning", "lamp", "return", NOW, "");
    api.send("POST", "/sessions/morning/resolve/", token, "{\"user_id\": \"bob\"}");
    api.send("PUT", "/users/bob/ratings/lamp/", token, "{\"rating\": 8}");

    JsonNode lamp = explain("bob", "lamp");
    assertThat(lamp.path("terms").get(0).path("session_id").asText()).isEqualTo("morning");
    assertThat(lamp.path("terms").get(0).path("share").asDouble()).isEqualTo(-6);
    assertThat(lamp.path("inferred").asDouble()).isLessThan(5.5);
    assertThat(lamp.path("given").asDouble()).isEqualTo(8);
    assertThat(lamp.path("rating").asDouble()).isEqualTo(8);
  }

  /** Also of an item that the user never met. */
  @Test
  void theSharesOfAScoreAddUpToTheProductOfTasteAndFactors() {
    api.send("PUT", "/users/eve/ratings/0/", token, "{\"rating\": 9}");
    api.send("PUT", "/users/eve/ratings/1/", token, "{\"rating\": 7}");
    api.send("PUT", "/users/eve/ratings/2/", token, "{\"rating\": 2}");
    assertThat(explain("eve", "5").path("score").isNull()).isTrue();
    String model = UUID.randomUUID().toString();
    Map<String, float[]> factors = RememberedFactors.random(new Random(5), 30, 4);
    var unused = api.factors.train(api.store, database, model, factors);
    RememberedFactors.publish(api.store, database, model);

    JsonNode score = explain("eve", "5").path("score");
    JsonNode taste = api.send("GET", "/users/eve/taste/", token, null).json().path("taste");
    double product = 0;
    for (int i = 0; i < taste.size(); i++) {
      product += taste.get(i).asDouble() * factors.get("5")[i];
    }
    assertThat(score.path("model_id").asText()).isEqualTo(model);
    assertThat(score.path("value").asDouble()).isCloseTo(product, within(1e-4));
    assertThat(score.path("shares").findValuesAsText("item_id"))
        .containsExactlyInAnyOrder("0", "1");
    assertThat(explain("eve", "lamp").path("score").isNull()).isTrue();
  }

  @Test
  void nothingIsKnownOfOthers() {
    JsonNode nothing = explain("cid", "lamp");
    assertThat(nothing.path("terms")).isEmpty();
    assertThat(nothing.path("rating").isNull()).isTrue();
    assertThat(nothing.path("sum").asDouble()).isZero();
  }

  @Test
  void manyTermsAreListedAHundredAndTheRestSummed() {
    StringBuilder rows = new StringBuilder();
    for (int i = 0; i < 150; i++) {
      rows.append(i == 0 ? "" : ",")
          .append("{\"item_id\": \"lamp\", \"interaction_type\": \"view\", \"timestamp\": ")
          .append(NOW)
          .append("}");
    }
    api.send("POST", "/users/dan/interactions-bulk/", token, "{\"interactions\": [" + rows + "]}");
    JsonNode lamp = explain("dan", "lamp");
    assertThat(lamp.path("terms")).hasSize(100);
    assertThat(lamp.path("other_terms").path("count").asInt()).isEqualTo(50);
    assertThat(lamp.path("other_terms").path("share").asDouble()).isCloseTo(50, within(1e-9));
  }
}

package io.tastelake.serving.preview;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.tastelake.serving.ApiResource;
import io.tastelake.serving.TestApi;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(ApiResource.class)
class PreviewParametersTest {

  private static final String SET = "/databases/current/implicit-to-explicit/";
  private static int databases;

  private final TestApi api;
  private String token;

  PreviewParametersTest(TestApi api) {
    this.api = api;
  }

  @BeforeEach
  void create() {
    databases++;
    String database = api.createDatabase("previewed " + databases, "text64", "text64");
    token = api.rootToken(database);
  }

  private static String parameters(double view, double buy) {
    return """
        {"interaction_types": {"view": {"strength": %s}, "buy": {"strength": %s}},
         "half_life_days": null, "saturation": 10}
        """
        .formatted(view, buy);
  }

  private void set(String parameters) {
    assertThat(api.send("PUT", SET, token, parameters).status()).isEqualTo(200);
  }

  private void did(String user, String item, String type) {
    String body =
        "{\"item_id\": \"%s\", \"interaction_type\": \"%s\", \"timestamp\": \"2026-01-01\"}"
            .formatted(item, type);
    assertThat(api.send("POST", "/user-data/" + user + "/interactions", token, body).status())
        .isEqualTo(200);
  }

  private JsonNode preview(String parameters) {
    TestApi.Answer answer = api.send("POST", SET + "preview/", token, parameters);
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    return answer.json();
  }

  private static JsonNode user(JsonNode preview, String id) {
    for (JsonNode user : preview.path("users")) {
      if (user.path("user_id").asText().equals(id)) {
        return user;
      }
    }
    throw new AssertionError(id + " is not among " + preview);
  }

  private double inferred(String user, String item) {
    return api.send("GET", "/users/" + user + "/ratings/" + item + "/explain/", token, null)
        .json()
        .path("inferred")
        .asDouble();
  }

  /** The same that explaining a rating comes to, before and after they are set. */
  @Test
  void whatIsForetoldComesTrue() {
    set(parameters(1, 5));
    did("ann", "lamp", "view");
    did("ann", "lamp", "buy");
    did("ann", "sofa", "view");
    did("bob", "sofa", "buy");
    double before = inferred("ann", "lamp");

    JsonNode preview = preview(parameters(1, -8));

    assertThat(preview.path("complete").asBoolean()).isTrue();
    assertThat(preview.path("before").path("ratings").asInt()).isEqualTo(3);
    assertThat(preview.path("after").path("ratings").asInt()).isEqualTo(3);
    assertThat(preview.path("users").findValuesAsText("user_id"))
        .containsExactlyInAnyOrder("ann", "bob");
    JsonNode ann = user(preview, "ann");
    assertThat(ann.path("ratings").asInt()).isEqualTo(2);
    JsonNode most = ann.path("most_changed");
    assertThat(most.path("item_id").asText()).isEqualTo("lamp");
    assertThat(most.path("before").asDouble()).isEqualTo(before);
    assertThat(inferred("ann", "lamp")).as("nothing is set yet").isEqualTo(before);
    set(parameters(1, -8));
    assertThat(most.path("after").asDouble()).isEqualTo(inferred("ann", "lamp"));
    double mean = (inferred("ann", "lamp") + inferred("ann", "sofa") + inferred("bob", "sofa")) / 3;
    assertThat(preview.path("after").path("mean").asDouble()).isCloseTo(mean, within(1e-9));
  }

  @Test
  void whoseTenBestChangeComesFirst() {
    set(parameters(1, 0));
    for (int i = 0; i < 15; i++) {
      did("ann", "item-" + i, "view");
      did("ann", "item-" + i, i < 10 ? "view" : "buy");
      did("bob", "item-" + i, "view");
    }
    JsonNode users = preview(parameters(1, 30)).path("users");
    assertThat(users.path(0).path("user_id").asText()).isEqualTo("ann");
    assertThat(users.path(0).path("new_among_best").asInt()).isEqualTo(5);
    assertThat(users.path(1).path("new_among_best").asInt()).isZero();
    assertThat(users.path(1).path("most_changed").isNull()).isTrue();
  }

  @Test
  void sessionsOfAUserCountAsTheUsers() {
    set(parameters(1, 5));
    did("ann", "lamp", "view");
    String session = "/sessions/7d0d6b2e-3c1f-4c83-9a9e-0f6f3ec8a001";
    api.send(
        "POST", session + "/items/sofa/interactions/", token, "{\"interaction_type\": \"buy\"}");
    api.send("POST", session + "/resolve/", token, "{\"user_id\": \"ann\"}");
    JsonNode most = preview(parameters(1, 50)).path("users").path(0).path("most_changed");
    assertThat(most.path("item_id").asText()).isEqualTo("sofa");
  }

  @Test
  void beforeAnyAreSetThereIsNothingBefore() {
    did("ann", "lamp", "view");
    JsonNode preview = preview(parameters(1, 5));
    assertThat(preview.path("before").isNull()).isTrue();
    assertThat(preview.path("after").path("spread").path(5).asInt()).isEqualTo(1);
    assertThat(api.send("GET", SET, token, null).status()).isEqualTo(503);
    assertThat(api.send("GET", SET + "status/", token, null).status()).isEqualTo(503);
    assertThat(api.send("POST", SET + "preview/", token, "{\"saturation\": 1}").status())
        .isEqualTo(400);
  }

  @Test
  void theStatusSaysSinceWhenParametersStand() {
    set(parameters(1, 5));
    JsonNode status = api.send("GET", SET + "status/", token, null).json();
    assertThat(status.path("set").asDouble()).isGreaterThan(1.6e9);
    assertThat(status.path("applied").isNull()).isTrue();
  }
}

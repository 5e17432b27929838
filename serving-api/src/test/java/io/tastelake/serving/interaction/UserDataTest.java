package io.tastelake.serving.interaction;

import static io.tastelake.serving.Answers.assertErrorShape;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tastelake.serving.ApiResource;
import io.tastelake.serving.TestApi;
import io.tastelake.serving.TestApi.Answer;
import java.util.Locale;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Contract A. */
@ExtendWith(ApiResource.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class UserDataTest {

  private static final String FULL =
      """
      {"item_id": "i-1", "interaction_type": "rating", "timestamp": "2024-05-06T07:08:09.123+02:00",
       "properties": {"rating": 4.5}}
      """;

  private final TestApi api;
  private String database;
  private String token;

  UserDataTest(TestApi api) {
    this.api = api;
  }

  @BeforeAll
  void prepare() {
    database = api.createDatabase("user-data", "urlsafe64", "urlsafe64");
    token = api.serviceToken("user-data-backend", "backend", database, "");
  }

  private Answer send(String method, String user, String body) {
    return api.send(method, "/user-data/" + user + "/interactions", token, body);
  }

  private JsonNode history(String user) {
    return send("GET", user, null).json().path("interactions");
  }

  @Test
  void anInteractionIsRecordedAmendedAndRetracted() {
    Answer recorded = send("POST", "ann", FULL);
    String id = recorded.json().path("interaction_id").asText();
    assertThat(recorded.text()).isEqualTo("{\"interaction_id\":\"" + id + "\"}");
    assertThat(history("ann").toString())
        .isEqualTo(
            """
            [{"interaction_id":"%s","item_id":"i-1","interaction_type":"rating",\
            "properties":{"rating":4.5},"timestamp":"2024-05-06T05:08:09.123Z"}]\
            """
                .formatted(id));

    Answer amended =
        send(
            "PUT",
            "ann",
            """
            {"interaction_id": "%s", "interaction_type": "purchase", "item_id": null}
            """
                .formatted(id.toUpperCase(Locale.ROOT)));
    assertThat(amended.text()).isEqualTo(recorded.text());
    JsonNode row = history("ann").get(0);
    assertThat(row.path("interaction_type").asText()).isEqualTo("purchase");
    assertThat(row.path("item_id").asText()).isEqualTo("i-1");
    assertThat(row.path("properties").path("rating").asDouble()).isEqualTo(4.5);

    String one = "{\"interaction_id\": \"" + id + "\"}";
    assertThat(send("DELETE", "ann", one).text()).isEqualTo("{}");
    assertThat(history("ann")).isEmpty();
    for (String method : new String[] {"DELETE", "PUT"}) {
      assertErrorShape(send(method, "ann", one), 404, 60, "NotFoundError", "RESOURCE_NOT_FOUND");
    }
  }

  @Test
  void anInteractionOfAnotherUserIsNotFound() {
    String id = send("POST", "bob", FULL).json().path("interaction_id").asText();
    for (String foreign : new String[] {id, "7f2c9a34-0000-7000-8000-000000000000", "nonsense"}) {
      assertErrorShape(
          send("PUT", "eve", "{\"interaction_id\": \"" + foreign + "\"}"),
          404,
          60,
          "NotFoundError",
          "RESOURCE_NOT_FOUND");
    }
    assertThat(history("bob")).hasSize(1);
  }

  @Test
  void contractsMeetOverTheSameInteractions() {
    String ready = api.createReadyDatabase("both", "urlsafe64", "urlsafe64");
    String backend = api.serviceToken("both-backend", "backend", ready, "");
    var unused =
        api.send("POST", "/users/u/interactions/i/", backend, "{\"interaction_type\": \"view\"}");
    JsonNode listed =
        api.send("GET", "/users/u/interactions-bulk/", backend, null).json().path("interactions");
    Answer amended =
        api.send(
            "PUT",
            "/v1/user-data/u/interactions/",
            backend,
            "{\"interaction_id\": %s, \"item_id\": \"j\", \"timestamp\": \"1970-01-01T00:00:01Z\"}"
                .formatted(listed.get(0).path("interaction_id")));
    assertThat(amended.status()).isEqualTo(200);
    JsonNode row =
        api.send("GET", "/users/u/interactions-bulk/", backend, null)
            .json()
            .path("interactions")
            .get(0);
    assertThat(row.path("item_id").asText()).isEqualTo("j");
    assertThat(row.path("timestamp").asDouble()).isEqualTo(1.0);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"item_id\": \"i\"}",
        "{\"interaction_type\": \"v\"}",
        "{\"item_id\": \"i\", \"interaction_type\": \"v\", \"timestamp\": 1700000000}",
        "{\"item_id\": \"i\", \"interaction_type\": \"v\", \"timestamp\": \"2024-W19-1\"}",
        "{\"item_id\": \"i\", \"interaction_type\": \"v\", \"timestamp\": \"2024-127\"}",
        "{\"item_id\": \"i\", \"interaction_type\": \"v\", \"timestamp\":"
            + " \"2026-02-31T12:00:00Z\"}",
        "{\"item_id\": \"i\", \"interaction_type\": \"v\", \"timestamp\":"
            + " \"9999-01-01T00:00:00Z\"}",
        "{\"item_id\": \"i\", \"interaction_type\": \"v\\u0000\"}",
        "{\"item_id\": \"i\", \"interaction_type\": \"v\", \"properties\": {\"n\": 1e400}}",
        "{\"item_id\": \"i\", \"interaction_type\": \"v\", \"properties\": 3}",
        "[]"
      })
  void wrongFieldsAreWrongData(String body) {
    assertErrorShape(send("POST", "carl", body), 400, 40, "WrongData", "WRONG_DATA_TYPE");
    assertThat(history("carl")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "2024-05-06, 2024-05-06T00:00:00Z",
    "2024-05-06T07:08:09, 2024-05-06T07:08:09Z",
    "20240506T070809+0530, 2024-05-06T01:38:09Z",
    "'2024-05-06T07:08:09,25+05', 2024-05-06T02:08:09.250Z",
  })
  void aTimeWithoutAnOffsetIsUtc(String given, String shown) {
    String user = "dora-" + given.hashCode();
    send(
        "POST",
        user,
        "{\"item_id\": \"i\", \"interaction_type\": \"v\", \"timestamp\": \"%s\"}"
            .formatted(given));
    assertThat(history(user).findValuesAsText("timestamp")).containsExactly(shown);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"{}", "{\"interaction_id\": 3}", "{\"interaction_id\": null}", "null", ""})
  void anIdIsNeededToRetract(String body) {
    assertErrorShape(send("DELETE", "carl", body), 400, 40, "WrongData", "WRONG_DATA_TYPE");
  }

  @Test
  void idsAreOfTheDatabasesTypes() {
    assertErrorShape(send("POST", "ann%20", FULL), 400, 40, "WrongData", "INCORRECT_USER_ID_TYPE");
    assertErrorShape(
        send("POST", "x".repeat(65), FULL), 400, 40, "WrongData", "INCORRECT_USER_ID_TYPE");
    assertErrorShape(
        send("POST", "ann", "{\"item_id\": 1, \"interaction_type\": \"v\"}"),
        400,
        40,
        "WrongData",
        "INCORRECT_ITEM_ID_TYPE");
  }

  @Test
  void whatIsForbiddenElsewhereIsUnauthorizedHere() {
    String frontend =
        api.serviceToken(
            "user-data-frontend", "frontend", database, ", \"frontend_user_id\": \"me\"");
    String own = token;
    token = frontend;
    Answer mine = send("POST", "~me", FULL);
    Answer mineRead = send("GET", "me", null);
    Answer foreign = send("POST", "you", FULL);
    token = own;
    assertThat(mine.status()).isEqualTo(200);
    assertThat(mineRead.json().path("interactions")).hasSize(1);
    assertErrorShape(foreign, 401, 50, "ForbiddenError", "INCORRECT_FRONTEND_USER_ID");
  }

  @Test
  void wrongMethodsStay405() {
    assertErrorShape(
        send("PATCH", "ann", "{}"), 405, 70, "MethodNotAllowed", "HTTP_METHOD_NOT_ALLOWED");
  }
}

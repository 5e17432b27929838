package io.tastelake.serving.interaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.tastelake.serving.ApiResource;
import io.tastelake.serving.TestApi;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What was accepted and refused last, as the API lists it. */
@ExtendWith(ApiResource.class)
class ListEventsTest {

  private static int databases;

  private final TestApi api;
  private String database;
  private String token;

  ListEventsTest(TestApi api) {
    this.api = api;
  }

  @BeforeEach
  void create() {
    databases++;
    database = api.createReadyDatabase("events " + databases, "text64", "text64", "text64");
    token = api.rootToken(database);
  }

  private void view(String actor, String item) {
    String body =
        "{\"interactions\": [{\"item_id\": \"%s\", \"interaction_type\": \"view\"}]}"
            .formatted(item);
    assertThat(api.send("POST", "/" + actor + "/interactions-bulk/", token, body).status())
        .isEqualTo(200);
  }

  private JsonNode events(String query) {
    TestApi.Answer answer = api.send("GET", "/events/" + query, token, null);
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    return answer.json();
  }

  private static List<String> operations(JsonNode events) {
    return events.path("events").findValuesAsText("operation");
  }

  @Test
  void everyOperationIsThereTheNewestFirst() {
    view("users/ann", "lamp");
    view("sessions/s1", "sofa");
    api.send("POST", "/sessions/s1/resolve/", token, "{\"user_id\": \"ann\"}");
    api.send("PUT", "/users/ann/ratings/lamp/", token, "{\"rating\": 8}");
    api.send("DELETE", "/users/ann/ratings/lamp/", token, null);
    String data = "/user-data/ann/interactions";
    String id =
        api.send(
                "POST",
                data,
                token,
                "{\"item_id\": \"bed\", \"interaction_type\": \"view\","
                    + " \"timestamp\": \"2026-01-01T00:00:00Z\"}")
            .json()
            .path("interaction_id")
            .asText();
    api.send(
        "PUT",
        data,
        token,
        "{\"interaction_id\": \"%s\", \"properties\": {\"a\": 1}}".formatted(id));
    api.send("DELETE", data, token, "{\"interaction_id\": \"%s\"}".formatted(id));

    await().until(() -> operations(events("")).size() == 8);
    JsonNode all = events("");
    assertThat(operations(all))
        .containsExactly(
            "RETRACT", "AMEND", "RECORD", "UNRATE", "RATE", "RESOLVE", "RECORD", "RECORD");
    JsonNode resolved = all.path("events").path(5);
    assertThat(resolved.path("session_id").asText()).isEqualTo("s1");
    assertThat(resolved.path("user_id").asText()).isEqualTo("ann");
    assertThat(all.path("events").path(1).path("properties").path("a").asInt()).isEqualTo(1);
    assertThat(operations(events("?amt=2"))).containsExactly("RETRACT", "AMEND");
  }

  @Test
  void filtersAreOfTypesUsersSessionsAndItems() {
    view("users/ann", "lamp");
    view("users/bob", "lamp");
    view("sessions/s1", "sofa");
    api.send("POST", "/sessions/s1/resolve/", token, "{\"user_id\": \"ann\"}");
    await()
        .untilAsserted(
            () ->
                assertThat(operations(events("?user_id=ann")))
                    .containsExactly("RESOLVE", "RECORD"));
    assertThat(operations(events("?session_id=s1"))).containsExactly("RESOLVE", "RECORD");
    assertThat(operations(events("?item_id=lamp"))).containsExactly("RECORD", "RECORD");
    assertThat(operations(events("?item_id=lamp&user_id=bob"))).containsExactly("RECORD");
    assertThat(operations(events("?interaction_types=buy&interaction_types=view"))).hasSize(3);
    assertThat(operations(events("?interaction_types=buy"))).isEmpty();
    TestApi.Answer wrong = api.send("GET", "/events/?user_id=%2A", token, null);
    assertThat(wrong.errorName()).isEqualTo("INCORRECT_USER_ID_TYPE");
  }

  @Test
  void nothingIsShownOfWhoWasForgotten() {
    view("users/ann", "secret");
    view("sessions/s1", "secret");
    view("users/bob", "lamp");
    api.send("POST", "/sessions/s1/resolve/", token, "{\"user_id\": \"ann\"}");
    assertThat(api.send("DELETE", "/users/ann/%2A/", token, null).status()).isEqualTo(200);
    view("users/ann", "new");

    JsonNode left = events("");
    assertThat(left.toString()).doesNotContain("secret");
    assertThat(operations(left)).containsExactly("RECORD", "FORGET", "FORGET", "RECORD");
    assertThat(left.path("events").findValuesAsText("item_id")).containsExactly("new", "lamp");
  }

  @Test
  void refusedWritesAreListedWithTheirReason() {
    String path = "/users/ann/interactions/lamp/";
    api.send("POST", path, token, "{\"interaction_type\": 7}");
    String frontend =
        api.serviceToken(
            "front " + databases, "frontend", database, ", \"frontend_user_id\": \"bob\"");
    api.send("POST", path, frontend, "{\"interaction_type\": \"view\"}");
    api.send("GET", "/users/ann/interactions-bulk/?amt=0", token, null);
    api.send("POST", path, token, "{\"interaction_type\": \"view\"}");

    JsonNode refused = events("").path("refused");
    assertThat(refused.findValuesAsText("name"))
        .containsExactly("INCORRECT_FRONTEND_USER_ID", "WRONG_DATA_TYPE");
    JsonNode first = refused.path(1);
    assertThat(first.path("status").asInt()).isEqualTo(400);
    assertThat(first.path("method").asText()).isEqualTo("POST");
    assertThat(first.path("path").asText()).isEqualTo("/users/{user_id}/interactions/{item_id}");
    assertThat(first.path("message").asText()).contains("interaction_type");
  }

  @Test
  void refusalsNameNoSecretAndAreBounded() {
    String secret = token.substring(0, 60);
    String path = "/users/ann/interactions-bulk/";
    for (int i = 0; i < 60; i++) {
      String row = "{\"item_id\": \"%s\", \"interaction_type\": \"view\"}".formatted(token);
      api.send("POST", path, token, "{\"interactions\": [" + row + "]}");
    }
    JsonNode refused = events("").path("refused");
    assertThat(refused).hasSize(50);
    assertThat(refused.toString()).doesNotContain(secret).doesNotContain(token.substring(0, 20));
  }

  @Test
  void databasesDoNotSeeEachOther() {
    view("users/ann", "lamp");
    api.send("POST", "/users/ann/interactions/lamp/", token, "{\"interaction_type\": 7}");
    String other =
        api.rootToken(api.createReadyDatabase("others " + databases, "text64", "text64"));
    JsonNode seen = api.send("GET", "/events/", other, null).json();
    assertThat(seen.path("events")).isEmpty();
    assertThat(seen.path("refused")).isEmpty();
  }
}

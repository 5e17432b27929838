package io.tastelake.serving.interaction;

import static io.tastelake.serving.Answers.assertErrorShape;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tastelake.serving.ApiResource;
import io.tastelake.serving.TestApi;
import io.tastelake.serving.TestApi.Answer;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Calls 1, 2 and 4 of contract B: what is written is read back, or nothing is stored. */
@ExtendWith(ApiResource.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class InteractionWritesTest {

  private final TestApi api;
  private String token;
  private String frontend;

  InteractionWritesTest(TestApi api) {
    this.api = api;
  }

  @BeforeAll
  void prepare() {
    String database = api.createReadyDatabase("interactions", "uint32", "hex8");
    token = api.serviceToken("interactions-backend", "backend", database, "");
    frontend =
        api.serviceToken(
            "interactions-frontend", "frontend", database, ", \"frontend_user_id\": \"0077\"");
  }

  private JsonNode history(String user, String query) {
    return api.send("GET", "/users/" + user + "/interactions-bulk/" + query, token, null).json();
  }

  @Test
  void aSingleInteractionIsReadBackAsWritten() {
    Answer written =
        api.send(
            "POST",
            "/v1/users/1/interactions/ab/",
            token,
            """
            {"interaction_type": "view", "timestamp": 1.5888123455E9,
             "properties": {"b": 1.10, "a": [null, true, {"é\\n": "x"}], "big": 12345678901234567890}}
            """);
    assertThat(written.text()).isEqualTo("{}");
    JsonNode page = history("1", "");
    assertThat(page.path("interactions")).hasSize(1);
    JsonNode row = page.path("interactions").get(0);
    assertThat(row.path("interaction_id").asText()).matches("[0-9a-f-]{36}");
    assertThat(row.path("item_id").asText()).isEqualTo("AB");
    assertThat(row.path("timestamp").asDouble()).isEqualTo(1588812345.5);
    assertThat(api.send("GET", "/users/1/interactions-bulk", token, null).text())
        .contains(
            "\"properties\":{\"b\":1.10,\"a\":[null,true,{\"é\\n\":\"x\"}],"
                + "\"big\":12345678901234567890}")
        .doesNotContain("next_cursor")
        .doesNotContain("warnings");
    assertThat(page.path("has_next").isBoolean()).isTrue();
  }

  /** The Java client sends 0.0 where it was given no timestamp. */
  @ParameterizedTest
  @ValueSource(
      strings = {"", ", \"timestamp\": null", ", \"timestamp\": 0.0", ", \"timestamp\": \"0\""})
  void theTimestampDefaultsToNow(String given) {
    double before = System.currentTimeMillis() / 1e3;
    String body = "{\"interaction_type\": \"view\"" + given + "}";
    var unused = api.send("POST", "/users/2/interactions/1/", token, body);
    double timestamp = history("2", "").path("interactions").get(0).path("timestamp").asDouble();
    assertThat(timestamp).isBetween(before - 1, before + 60);
  }

  @Test
  void nothingIsStoredWhileThereAreNoParameters() {
    String bare = api.createDatabase("bare", "uint32", "uint32");
    String backend = api.serviceToken("bare-backend", "backend", bare, "");
    int before = api.interactions.size();
    String row = "\"interaction_type\": \"view\"";
    List<Answer> answers =
        List.of(
            api.send("POST", "/users/1/interactions/1/", backend, "{" + row + "}"),
            api.send("POST", "/users/1/interactions-bulk/", backend, "{\"interactions\": []}"),
            api.send("POST", "/interactions-bulk/", backend, "{\"interactions\": []}"));
    for (Answer answer : answers) {
      assertErrorShape(
          answer, 503, 1, "ServerUnavailable", "DB_IMPLICIT_TO_EXPLICIT_PARAMS_NOT_FOUND");
    }
    assertThat(api.interactions.size()).isEqualTo(before);
    Answer read =
        api.send("GET", "/databases/current/implicit-to-explicit/", api.rootToken(bare), null);
    assertErrorShape(read, 503, 1, "ServerUnavailable", "DB_IMPLICIT_TO_EXPLICIT_PARAMS_NOT_FOUND");
    assertThat(read.text()).doesNotContain("stored");
    Answer userData =
        api.send("POST", "/user-data/1/interactions", backend, "{\"item_id\": \"1\", " + row + "}");
    assertThat(userData.status()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"interaction_type\": null}",
        "{\"interaction_type\": 1}",
        "{\"interaction_type\": \"\"}",
        "{\"interaction_type\": \"12345678901234567890123456789012345678901234567890123456789012345\"}",
        "{\"interaction_type\": \"v\", \"timestamp\": \"yesterday\"}",
        "{\"interaction_type\": \"v\", \"timestamp\": 3500000000.5}",
        "{\"interaction_type\": \"v\", \"timestamp\": -150000000001}",
        "{\"interaction_type\": \"v\", \"timestamp\": 1e400}",
        "{\"interaction_type\": \"v\", \"timestamp\": [1]}",
        "{\"interaction_type\": \"v\", \"properties\": []}",
        "{\"interaction_type\": \"v\", \"properties\": \"{}\"}",
        "{\"interaction_type\": \"v\", \"properties\": {\"a\": \"\\udc00\"}}"
      })
  void wrongFieldsAreWrongDataAndStoreNothing(String body) {
    int before = api.interactions.size();
    assertErrorShape(
        api.send("POST", "/users/1/interactions/1/", token, body),
        400,
        40,
        "WrongData",
        "WRONG_DATA_TYPE");
    assertThat(api.interactions.size()).isEqualTo(before);
  }

  @Test
  void propertiesHaveALimit() {
    String body = "{\"interaction_type\": \"v\", \"properties\": {\"a\": \"%s\"}}";
    String path = "/users/4/interactions/1/";
    int most = 65_536 - "{\"a\":\"\"}".length();
    assertThat(api.send("POST", path, token, body.formatted("x".repeat(most))).status())
        .isEqualTo(200);
    assertThat(api.send("POST", path, token, body.formatted("x".repeat(most + 1))).status())
        .isEqualTo(400);
  }

  @Test
  void idsOfTheWrongTypeAreNamed() {
    String body = "{\"interaction_type\": \"v\"}";
    assertErrorShape(
        api.send("POST", "/users/x/interactions/1/", token, body),
        400,
        40,
        "WrongData",
        "INCORRECT_USER_ID_TYPE");
    assertErrorShape(
        api.send("POST", "/users/1/interactions/123456789/", token, body),
        400,
        40,
        "WrongData",
        "INCORRECT_ITEM_ID_TYPE");
    assertErrorShape(
        api.send("GET", "/users/%2F%20/interactions-bulk/", token, null),
        400,
        40,
        "WrongData",
        "INCORRECT_USER_ID_TYPE");
  }

  @Test
  void aBulkIsStoredWhole() {
    Answer answer =
        api.send(
            "POST",
            "/interactions-bulk/",
            token,
            """
            {"ignored": {"interactions": [1]}, "interactions": [
              {"user_id": 10, "item_id": "1", "interaction_type": "view", "timestamp": 5},
              {"user_id": "0010", "item_id": "a", "interaction_type": "view", "timestamp": "6.5",
               "more": [1, {"x": 2}]},
              {"user_id": 1.1e1, "item_id": "A", "interaction_type": "buy", "properties": null}]}
            """);
    assertThat(answer.text()).isEqualTo("{}");
    JsonNode rows = history("10", "").path("interactions");
    assertThat(rows.findValuesAsText("item_id")).containsExactly("A", "1");
    assertThat(history("11", "").path("interactions")).hasSize(1);
  }

  @Test
  void oneWrongRowRefusesABulkAndEveryWrongRowIsNamed() {
    int before = api.interactions.size();
    Answer answer =
        api.send(
            "POST",
            "/interactions-bulk/",
            token,
            """
            {"interactions": [
              {"user_id": 1, "item_id": "1", "interaction_type": "view"},
              {"user_id": -1, "item_id": "1", "interaction_type": "view"},
              {"user_id": 1, "item_id": 1, "interaction_type": "view"},
              3,
              {"user_id": 1, "interaction_type": "view", "timestamp": {"a": [1]}},
              {"item_id": "1", "interaction_type": "view"},
              {"user_id": 1, "item_id": "2", "interaction_type": "view"}]}
            """);
    assertErrorShape(answer, 400, 40, "WrongData", "INCORRECT_USER_ID_TYPE");
    String message = answer.json().path("message").asText();
    assertThat(message).startsWith("5 of 7 interactions are invalid; nothing was stored.");
    for (int index = 0; index < 7; index++) {
      boolean named = message.contains("interactions[" + index + "]: ");
      assertThat(named).as("row %d", index).isEqualTo(index > 0 && index < 6);
    }
    assertThat(api.interactions.size()).isEqualTo(before);
  }

  @Test
  void atMostAHundredWrongRowsAreNamed() {
    String rows = IntStream.range(0, 300).mapToObj(i -> "{}").collect(Collectors.joining(","));
    Answer answer =
        api.send("POST", "/users/1/interactions-bulk/", token, "{\"interactions\":[" + rows + "]}");
    assertThat(answer.json().path("message").asText())
        .contains("300 of 300", "interactions[99]:")
        .doesNotContain("interactions[100]:");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{\"interactions\": 1}", "{\"interactions\": null}", ""})
  void aBulkNeedsItsList(String body) {
    assertErrorShape(
        api.send("POST", "/users/1/interactions-bulk/", token, body),
        400,
        40,
        "WrongData",
        "WRONG_DATA_TYPE");
  }

  @Test
  void anEmptyBulkIsFine() {
    String body = "{\"interactions\": []}";
    assertThat(api.send("POST", "/users/1/interactions-bulk/", token, body).text()).isEqualTo("{}");
  }

  @Test
  void frontendsWriteForTheirUserOnly() {
    String body = "{\"interaction_type\": \"view\", \"timestamp\": 1}";
    assertThat(api.send("POST", "/users/~me/interactions/1/", frontend, body).status())
        .isEqualTo(200);
    assertThat(api.send("POST", "/users/%7Eme/interactions/2/", frontend, body).status())
        .isEqualTo(200);
    assertThat(api.send("POST", "/users/77/interactions/3/", frontend, body).status())
        .isEqualTo(200);
    assertErrorShape(
        api.send("POST", "/users/78/interactions/1/", frontend, body),
        403,
        50,
        "ForbiddenError",
        "INCORRECT_FRONTEND_USER_ID");
    assertErrorShape(
        api.send("POST", "/interactions-bulk/", frontend, "{\"interactions\": []}"),
        403,
        50,
        "ForbiddenError",
        "INCORRECT_ROLE");
    assertThat(history("77", "").path("interactions")).hasSize(3);
    assertErrorShape(
        api.send("POST", "/users/~me/interactions/1/", token, body),
        400,
        40,
        "WrongData",
        "INCORRECT_USER_ID_TYPE");
  }

  @Test
  void aListThatIsGivenTwiceIsWrongData() {
    int before = api.interactions.size();
    String rows = "\"interactions\": [{\"item_id\": 1, \"interaction_type\": \"v\"}]";
    assertErrorShape(
        api.send("POST", "/users/1/interactions-bulk/", token, "{" + rows + ", " + rows + "}"),
        400,
        40,
        "WrongData",
        "WRONG_DATA_TYPE");
    assertThat(api.interactions.size()).isEqualTo(before);
  }
}

package io.tastelake.serving;

import static io.tastelake.serving.RoutingTest.assertErrorShape;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tastelake.serving.TestApi.Answer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Calls 1 to 5 of contract B. */
@ExtendWith(ApiResource.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class InteractionsTest {

  private final TestApi api;
  private String token;
  private String frontend;

  InteractionsTest(TestApi api) {
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

  @Test
  void theTimestampDefaultsToNow() {
    double before = System.currentTimeMillis() / 1e3;
    var unused =
        api.send("POST", "/users/2/interactions/1/", token, "{\"interaction_type\": \"view\"}");
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
        api.send("GET", "/users/%2F%00/interactions-bulk/", token, null),
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
    assertThat(message).startsWith("5 of 7 interactions are wrong, and nothing was stored.");
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
  void aHistoryIsPagedNewestFirstAndFiltered() {
    String rows =
        IntStream.range(0, 25)
            .mapToObj(
                i ->
                    "{\"item_id\": \"%X\", \"interaction_type\": \"%s\", \"timestamp\": %d}"
                        .formatted(i, i % 2 == 0 ? "even" : "odd", i / 5))
            .collect(Collectors.joining(","));
    var unused =
        api.send(
            "POST", "/users/20/interactions-bulk/", token, "{\"interactions\":[" + rows + "]}");
    List<JsonNode> seen = follow("/users/20/interactions-bulk/?amt=4", 7);
    assertThat(seen).hasSize(25);
    assertThat(seen.stream().map(row -> row.path("interaction_id").asText()).distinct())
        .hasSize(25);
    assertThat(seen.stream().map(row -> -row.path("timestamp").asDouble())).isSorted();
    String odd = "&interaction_types=odd&interaction_types%5B0%5D=none";
    assertThat(follow("/users/20/interactions-bulk/?amt=5" + odd, 3))
        .hasSize(12)
        .allMatch(row -> row.path("interaction_type").asText().equals("odd"));
  }

  @Test
  void aDatabaseIsListedPageByPage() {
    String listed = api.createReadyDatabase("listed", "uint8", "uint8");
    String backend = api.serviceToken("listed-backend", "backend", listed, "");
    String rows =
        IntStream.range(0, 40)
            .mapToObj(
                i ->
                    "{\"user_id\": %d, \"item_id\": %d, \"interaction_type\": \"v\", \"timestamp\": %d}"
                        .formatted(i % 7, i, i))
            .collect(Collectors.joining(","));
    var unused =
        api.send("POST", "/interactions-bulk/", backend, "{\"interactions\":[" + rows + "]}");
    String own = token;
    token = backend;
    List<JsonNode> all = follow("/interactions-bulk/?amt=9", 5);
    List<JsonNode> window =
        follow("/interactions-bulk/?amt=9&start_timestamp=1e1&end_timestamp=20", 2);
    token = own;
    assertThat(all).hasSize(40).allMatch(row -> row.path("user_id").isInt());
    assertThat(window.stream().map(row -> row.path("timestamp").asInt()))
        .containsExactlyInAnyOrder(10, 11, 12, 13, 14, 15, 16, 17, 18, 19);
    assertErrorShape(
        api.send("GET", "/interactions-bulk/?start_timestamp=2&end_timestamp=2", backend, null),
        400,
        40,
        "WrongData",
        "WRONG_PARAMETER");
  }

  private List<JsonNode> follow(String path, int pages) {
    List<JsonNode> rows = new ArrayList<>();
    String cursor = "";
    for (int page = 1; page <= pages; page++) {
      JsonNode answer = api.send("GET", path + cursor, token, null).json();
      answer.path("interactions").forEach(rows::add);
      assertThat(answer.path("has_next").asBoolean()).isEqualTo(page < pages);
      cursor = "&cursor=" + answer.path("next_cursor").asText();
    }
    return rows;
  }

  @Test
  void cursorsBelongToTheirListAlone() {
    String rows =
        "{\"item_id\": \"1\", \"interaction_type\": \"v\"},"
            + "{\"item_id\": \"2\", \"interaction_type\": \"v\"}";
    for (String user : List.of("30", "31")) {
      var unused =
          api.send(
              "POST",
              "/users/" + user + "/interactions-bulk/",
              token,
              "{\"interactions\":[" + rows + "]}");
    }
    String cursor = history("30", "?amt=1").path("next_cursor").asText();
    Set<String> wrong = new HashSet<>();
    for (int i = 0; i < cursor.length(); i += 7) {
      char other = cursor.charAt(i) == 'A' ? 'B' : 'A';
      wrong.add(
          "/users/30/interactions-bulk/?cursor="
              + cursor.substring(0, i)
              + other
              + cursor.substring(i + 1));
    }
    wrong.add("/users/31/interactions-bulk/?cursor=" + cursor);
    wrong.add("/users/30/interactions-bulk/?interaction_types=v&cursor=" + cursor);
    wrong.add("/interactions-bulk/?cursor=" + cursor);
    wrong.add("/users/30/interactions-bulk/?cursor=x");
    wrong.add("/users/30/interactions-bulk/?cursor=%00");
    for (String path : wrong) {
      assertErrorShape(api.send("GET", path, token, null), 400, 40, "WrongData", "WRONG_PARAMETER");
    }
    assertThat(history("30", "?cursor=" + cursor).path("interactions")).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "x", "1.5", "1e3"})
  void amountsAreWholeNumbersFromOne(String amount) {
    assertErrorShape(
        api.send("GET", "/users/1/interactions-bulk/?amt=" + amount, token, null),
        400,
        40,
        "WrongData",
        "WRONG_PARAMETER");
  }

  @Test
  void askingForTooManyGetsTheLargestPage() {
    assertThat(api.send("GET", "/users/1/interactions-bulk/?amt=99999999999", token, null).status())
        .isEqualTo(200);
  }

  @Test
  void databasesNeverMeet() {
    String other = api.createReadyDatabase("elsewhere", "uint32", "hex8");
    String elsewhere = api.serviceToken("elsewhere-backend", "backend", other, "");
    var unused =
        api.send("POST", "/users/50/interactions/1/", token, "{\"interaction_type\": \"v\"}");
    assertThat(
            api.send("GET", "/users/50/interactions-bulk/", elsewhere, null)
                .json()
                .path("interactions"))
        .isEmpty();
    assertThat(api.send("GET", "/interactions-bulk/", elsewhere, null).json().path("interactions"))
        .isEmpty();
  }
}

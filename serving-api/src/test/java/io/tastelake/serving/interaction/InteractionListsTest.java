package io.tastelake.serving.interaction;

import static io.tastelake.serving.Answers.assertErrorShape;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tastelake.serving.ApiResource;
import io.tastelake.serving.TestApi;
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

/** Calls 3 and 5 of contract B: pages, filters and cursors. */
@ExtendWith(ApiResource.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class InteractionListsTest {

  private final TestApi api;
  private String token;

  InteractionListsTest(TestApi api) {
    this.api = api;
  }

  @BeforeAll
  void prepare() {
    String database = api.createReadyDatabase("lists", "uint32", "hex8");
    token = api.serviceToken("lists-backend", "backend", database, "");
  }

  private JsonNode history(String user, String query) {
    return api.send("GET", "/users/" + user + "/interactions-bulk/" + query, token, null).json();
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

package io.tastelake.serving.session;

import static io.tastelake.serving.Answers.assertErrorShape;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tastelake.serving.ApiResource;
import io.tastelake.serving.TestApi;
import io.tastelake.serving.TestApi.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Calls 7 to 13 of contract B. */
@ExtendWith(ApiResource.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SessionsTest {

  private static final String VIEW = "{\"interaction_type\": \"view\"}";

  private final TestApi api;
  private String token;

  SessionsTest(TestApi api) {
    this.api = api;
  }

  /** Without parameters: sessions work without. */
  @BeforeAll
  void prepare() {
    String database = api.createDatabase("sessions", "uint32", "hex8");
    token = api.serviceToken("sessions-backend", "backend", database, "");
  }

  private static String session() {
    return UUID.randomUUID().toString();
  }

  private Answer post(String path, String body) {
    return api.send("POST", path, token, body);
  }

  private Answer resolve(String session, Object user) {
    return post("/sessions/" + session + "/resolve/", "{\"user_id\": " + user + "}");
  }

  private Answer bulk(Stream<String> sessions) {
    String rows =
        sessions
            .map(
                session ->
                    "{\"session_id\": \"%s\", \"item_id\": \"1\", \"interaction_type\": \"v\"}"
                        .formatted(session))
            .collect(Collectors.joining(","));
    return post("/sessions-interactions-bulk/", "{\"interactions\":[" + rows + "]}");
  }

  @Test
  void whatASessionDoesIsListedAsTheSessions() {
    String session = session();
    String upper = session.toUpperCase(java.util.Locale.ROOT);
    assertThat(post("/sessions/" + upper + "/items/a/interactions/", VIEW).text()).isEqualTo("{}");
    String rows =
        "{\"interactions\":[{\"item_id\":\"B\",\"interaction_type\":\"buy\",\"timestamp\":7}]}";
    assertThat(post("/sessions/" + session + "/interactions-bulk/", rows).text()).isEqualTo("{}");
    assertThat(bulk(Stream.of(session, upper)).text()).isEqualTo("{}");

    JsonNode page =
        api.send("GET", "/sessions/" + session + "/interactions-bulk/?amt=3", token, null).json();
    assertThat(page.path("interactions")).hasSize(3);
    assertThat(page.path("has_next").asBoolean()).isTrue();
    JsonNode last =
        api.send(
                "GET",
                "/sessions/%s/interactions-bulk/?amt=3&cursor=%s"
                    .formatted(session, page.path("next_cursor").asText()),
                token,
                null)
            .json();
    assertThat(last.path("interactions")).hasSize(1);
    JsonNode row = last.path("interactions").get(0);
    assertThat(row.path("session_id").asText()).isEqualTo(session);
    assertThat(row.path("item_id").asText()).isEqualTo("B");
    assertThat(row.path("timestamp").asDouble()).isEqualTo(7);
    assertThat(api.send("GET", "/interactions-bulk/", token, null).json().path("interactions"))
        .isEmpty();
    JsonNode all =
        api.send("GET", "/sessions-interactions-bulk/?amt=10000&start_timestamp=7", token, null)
            .json();
    assertThat(all.path("interactions").findValuesAsText("session_id")).contains(session);
  }

  @Test
  void writesToResolvedSessionsSucceedAndNameThem() {
    String resolved = session();
    String other = session();
    String anonymous = session();
    assertThat(resolve(resolved, 1).text()).isEqualTo("{}");
    assertThat(resolve(other, 2).status()).isEqualTo(200);

    Answer single = post("/sessions/" + resolved + "/items/1/interactions/", VIEW);
    assertThat(single.status()).isEqualTo(200);
    assertThat(warnings(single)).singleElement().asString().contains(resolved);
    String two =
        "{\"item_id\":\"1\",\"interaction_type\":\"v\"},{\"item_id\":\"2\",\"interaction_type\":\"v\"}";
    Answer many =
        post("/sessions/" + resolved + "/interactions-bulk/", "{\"interactions\":[" + two + "]}");
    assertThat(warnings(many)).singleElement().asString().contains(resolved);
    List<String> both = warnings(bulk(Stream.of(resolved, anonymous, other, resolved)));
    assertThat(both).hasSize(2);
    assertThat(both.get(0)).contains(resolved);
    assertThat(both.get(1)).contains(other);
    assertThat(bulk(Stream.of(anonymous)).text()).isEqualTo("{}");
    assertThat(bulk(Stream.of()).text()).isEqualTo("{}");
    assertThat(
            api.send("GET", "/sessions/" + resolved + "/interactions-bulk/", token, null)
                .json()
                .path("interactions"))
        .as("a session's interactions stay in its lists")
        .hasSize(5);
  }

  private static List<String> warnings(Answer answer) {
    List<String> warnings = new ArrayList<>();
    answer.json().path("warnings").forEach(warning -> warnings.add(warning.asText()));
    return warnings;
  }

  @Test
  void aSessionIsResolvedOnce() {
    String session = session();
    assertThat(resolve(session, "\"7\"").text()).isEqualTo("{}");
    for (int user : List.of(7, 8)) {
      assertErrorShape(resolve(session, user), 400, 40, "WrongData", "WRONG_PARAMETER");
    }
    assertErrorShape(resolve(session(), "\"x\""), 400, 40, "WrongData", "INCORRECT_USER_ID_TYPE");
    assertErrorShape(resolve("no-uuid", 1), 400, 40, "WrongData", "INCORRECT_SESSION_ID_TYPE");
    assertErrorShape(
        post("/sessions/" + session() + "/resolve/", "{}"),
        400,
        40,
        "WrongData",
        "WRONG_DATA_TYPE");
  }

  @ParameterizedTest
  @ValueSource(strings = {"12.5", "\"12.5\"", "1.25E1"})
  void theTimeOfResolvingMayBeANumberOrItsText(String timestamp) {
    String session = session();
    String body = "{\"user_id\": 900, \"timestamp\": " + timestamp + ", \"unknown\": []}";
    assertThat(post("/sessions/" + session + "/resolve", body).text()).isEqualTo("{}");
    assertThat(rows("{\"users_id\": [900], \"amt\": 10000}"))
        .filteredOn(row -> row.path("session_id").asText().equals(session))
        .singleElement()
        .satisfies(row -> assertThat(row.path("timestamp").asDouble()).isEqualTo(12.5));
  }

  private List<JsonNode> rows(String body) {
    List<JsonNode> rows = new ArrayList<>();
    post("/resolved-sessions/", body).json().path("resolved_sessions").forEach(rows::add);
    return rows;
  }

  @Test
  void oneOfManyConcurrentResolvesWins() throws Exception {
    String session = session();
    ExecutorService threads = Executors.newFixedThreadPool(32);
    try {
      List<Callable<Answer>> calls =
          IntStream.range(0, 200)
              .mapToObj(user -> (Callable<Answer>) () -> resolve(session, 1000 + user))
              .toList();
      int won = 0;
      for (Future<Answer> call : threads.invokeAll(calls)) {
        Answer answer = call.get();
        if (answer.status() == 200) {
          won++;
        } else {
          assertErrorShape(answer, 400, 40, "WrongData", "WRONG_PARAMETER");
        }
      }
      assertThat(won).isEqualTo(1);
    } finally {
      threads.shutdown();
    }
  }

  @Test
  void resolvedSessionsAreListedPageByPageOfSomeUsersOrAll() {
    String shop = api.createDatabase("resolved", "uint32", "hex8");
    String own = token;
    token = api.serviceToken("resolved-backend", "backend", shop, "");
    for (int i = 0; i < 23; i++) {
      assertThat(resolve(session(), i % 3).status()).isEqualTo(200);
    }
    assertThat(follow("", 5, 5)).hasSize(23);
    assertThat(follow("\"users_id\": [1, \"2\"],", 4, 4))
        .hasSize(15)
        .allMatch(row -> row.path("user_id").asInt() > 0);
    assertThat(rows("")).hasSize(23);
    assertThat(rows("{\"users_id\": null, \"amt\": null, \"cursor\": null}")).hasSize(23);
    assertThat(rows("{\"users_id\": []}")).isEmpty();
    String cursor = post("/resolved-sessions/", "{\"amt\": 1}").json().path("next_cursor").asText();
    for (String body :
        List.of(
            "{\"cursor\": \"x" + cursor + "\"}",
            "{\"users_id\": [1], \"cursor\": \"" + cursor + "\"}")) {
      assertErrorShape(post("/resolved-sessions/", body), 400, 40, "WrongData", "WRONG_PARAMETER");
    }
    for (String body : List.of("{\"users_id\": 1}", "{\"users_id\": [[]]}", "{\"amt\": 0}")) {
      assertErrorShape(post("/resolved-sessions/", body), 400, 40, "WrongData", "WRONG_DATA_TYPE");
    }
    token = own;
  }

  private List<JsonNode> follow(String fields, int amount, int pages) {
    List<JsonNode> rows = new ArrayList<>();
    String cursor = "";
    for (int page = 1; page <= pages; page++) {
      JsonNode answer =
          post("/resolved-sessions/", "{" + fields + "\"amt\": " + amount + cursor + "}").json();
      answer.path("resolved_sessions").forEach(rows::add);
      assertThat(answer.path("has_next").asBoolean()).isEqualTo(page < pages);
      assertThat(answer.has("next_cursor")).isEqualTo(page < pages);
      cursor = ", \"cursor\": \"" + answer.path("next_cursor").asText() + "\"";
    }
    assertThat(rows.stream().map(row -> row.path("session_id").asText())).doesNotHaveDuplicates();
    return rows;
  }
}

package io.tastelake.serving.deletion;

import static io.tastelake.serving.Answers.assertErrorShape;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tastelake.rules.TestCounts;
import io.tastelake.serving.ApiResource;
import io.tastelake.serving.TestApi;
import io.tastelake.serving.TestApi.Answer;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Call 6 of contract B, and the tasks that it leaves. */
@ExtendWith(ApiResource.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DeletionsTest {

  private static final int ROUNDS = TestCounts.count(30, 1_000);

  private static final String VIEW = "{\"interaction_type\": \"view\"}";

  private final TestApi api;
  private String token;

  DeletionsTest(TestApi api) {
    this.api = api;
  }

  @BeforeAll
  void prepare() {
    String database = api.createReadyDatabase("deletions", "uint32", "hex8");
    token = api.serviceToken("deletions-backend", "backend", database, "");
  }

  private Answer forget(String users) {
    return api.send(
        "DELETE", "/interactions-ratings-bulk/", token, "{\"users_id\": [" + users + "]}");
  }

  private void view(String actor) {
    String path =
        actor.startsWith("users") ? actor + "/interactions/1/" : actor + "/items/1/interactions/";
    assertThat(api.send("POST", "/" + path, token, VIEW).status()).isEqualTo(200);
  }

  private int seen(String actor) {
    Answer answer = api.send("GET", "/" + actor + "/interactions-bulk/", token, null);
    assertThat(answer.status()).isEqualTo(200);
    return answer.json().path("interactions").size();
  }

  private Answer resolve(String session, int user) {
    String body = "{\"user_id\": " + user + "}";
    return api.send("POST", "/" + session + "/resolve/", token, body);
  }

  private static String session() {
    return "sessions/" + UUID.randomUUID();
  }

  @Test
  void usersAndTheirSessionsAreHiddenAtOnceAndSeenWhenTheyReturn() {
    String own = session();
    String other = session();
    assertThat(resolve(own, 1).status()).isEqualTo(200);
    assertThat(resolve(other, 3).status()).isEqualTo(200);
    for (String actor : new String[] {"users/1", "users/2", "users/3", own, other}) {
      view(actor);
    }
    Answer answer = forget("1, \"2\", 1");
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json().path("task_id").asText()).isNotEmpty();
    assertThat(answer.json().path("users_id").toString()).isEqualTo("[1,2]");
    for (String actor : new String[] {"users/1", "users/2", own}) {
      assertThat(seen(actor)).as(actor).isZero();
    }
    assertThat(seen("users/3")).isEqualTo(1);
    assertThat(seen(other)).isEqualTo(1);

    view("users/1");
    assertThat(seen("users/1")).isEqualTo(1);
    assertThat(api.send("POST", "/" + own + "/items/1/interactions/", token, VIEW).text())
        .as("the session is anonymous again")
        .isEqualTo("{}");
    assertThat(resolve(own, 4).status()).isEqualTo(200);
    assertThat(seen(own)).isEqualTo(1);
  }

  @Test
  void eachDeletionIsATask() {
    String first = forget("500").json().path("task_id").asText();
    String second = forget("").json().path("task_id").asText();
    String path = "/tasks/delete-interactions-ratings-bulk/recents/";
    JsonNode page = api.send("GET", path + "?amt=1", token, null).json();
    assertThat(page.path("tasks")).hasSize(1);
    JsonNode task = page.path("tasks").get(0);
    assertThat(task.path("task_id").asText()).isEqualTo(second);
    assertThat(task.path("name").asText()).isEqualTo("delete-interactions-ratings-bulk");
    assertThat(task.path("status").asText()).isEqualTo("REQUEST_SENT");
    assertThat(task.path("start_time").isNumber()).isTrue();
    assertThat(task.path("progress").isTextual()).isTrue();
    assertThat(page.path("has_next").asBoolean()).isTrue();
    assertThat(page.path("next_page").isInt()).isTrue();
    JsonNode next = api.send("GET", path + "?amt=1&page=2", token, null).json();
    assertThat(next.path("tasks").get(0).path("task_id").asText()).isEqualTo(first);
    JsonNode none = api.send("GET", "/tasks/nothing/recents/", token, null).json();
    assertThat(none.path("tasks")).isEmpty();
    assertThat(none.path("has_next").asBoolean()).isFalse();
    assertThat(none.path("next_page").isInt()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "null", "{}", "{\"users_id\": 1}", "{\"users_id\": [1, {}]}"})
  void withoutAListOfUsersNothingIsForgotten(String body) {
    assertErrorShape(
        api.send("DELETE", "/interactions-ratings-bulk/", token, body),
        400,
        40,
        "WrongData",
        "WRONG_DATA_TYPE");
  }

  @Test
  void aWrongIdNamesItsPlaceAndNothingIsForgotten() {
    view("users/600");
    Answer answer = forget("600, \"x\", -1");
    assertErrorShape(answer, 400, 40, "WrongData", "INCORRECT_USER_ID_TYPE");
    assertThat(answer.json().path("message").asText()).contains("index 1").contains("index 2");
    assertThat(seen("users/600")).isEqualTo(1);
  }

  @Test
  void manyUsersAreForgottenInOneRequest() {
    view("users/100007");
    String session = session();
    assertThat(resolve(session, 116_383).status()).isEqualTo(200);
    view(session);
    int before = api.interactions.size();
    String users =
        IntStream.range(100_000, 116_384)
            .mapToObj(Integer::toString)
            .collect(Collectors.joining(","));
    assertThat(forget(users).json().path("users_id")).hasSize(16_384);
    assertThat(api.interactions.size() - before).isGreaterThanOrEqualTo(16_385);
    assertThat(seen("users/100007")).isZero();
    assertThat(seen(session)).isZero();
  }

  /** If the link is gone, nothing of before is left; if it is there, the resolve came later. */
  @Test
  void aRaceOfResolveAndForgetEndsAsIfOneCameFirst() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try {
      for (int round = 0; round < ROUNDS; round++) {
        int user = 200_000 + round;
        String session = session();
        view(session);
        Future<Answer> resolve = threads.submit(() -> resolve(session, user));
        Future<Answer> forget = threads.submit(() -> forget(Integer.toString(user)));
        assertThat(forget.get().status()).isEqualTo(200);
        assertThat(resolve.get().status()).isEqualTo(200);
        boolean linked = links(user) == 1;
        assertThat(seen(session)).as("linked: " + linked).isEqualTo(linked ? 1 : 0);
      }
    } finally {
      threads.shutdown();
    }
  }

  private int links(int user) {
    return api.send("POST", "/resolved-sessions/", token, "{\"users_id\": [" + user + "]}")
        .json()
        .path("resolved_sessions")
        .size();
  }
}

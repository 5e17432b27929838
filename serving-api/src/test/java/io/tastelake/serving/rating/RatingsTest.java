package io.tastelake.serving.rating;

import static io.tastelake.serving.Answers.assertErrorShape;
import static io.tastelake.serving.Answers.assertNothing;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.domain.interaction.ChangeColumns;
import io.tastelake.domain.interaction.InteractionEvent;
import io.tastelake.domain.interaction.Operation;
import io.tastelake.serving.ApiResource;
import io.tastelake.serving.TestApi;
import io.tastelake.serving.TestApi.Answer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
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
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(ApiResource.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RatingsTest {

  private final TestApi api;
  private String database;
  private String token;

  RatingsTest(TestApi api) {
    this.api = api;
  }

  @BeforeAll
  void prepare() {
    database = api.createDatabase("ratings", "urlsafe64", "uint32");
    token = api.serviceToken("ratings", "backend", database, "");
  }

  private Answer put(String path, String body) {
    return api.send("PUT", path, token, body);
  }

  private JsonNode get(String path) {
    Answer answer = api.send("GET", path, token, null);
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    return answer.json();
  }

  private List<InteractionEvent> events(String user, int count) {
    return await()
        .until(
            () ->
                api.interactions.events(new DatabaseId(database)).stream()
                    .filter(event -> event.actor().id().equals(user))
                    .toList(),
            events -> events.size() >= count);
  }

  @Test
  void aRatingIsGivenReplacedAndWithdrawn() {
    String one = "/v1/users/ann/ratings/7/";
    assertNothing(put(one, "{\"rating\": 8.5, \"timestamp\": 1.5e9}"));
    assertThat(get("/users/ann/ratings/").toString())
        .isEqualTo(
            "{\"user_ratings\":[{\"item_id\":7,\"rating\":8.5,\"timestamp\":1.5E9}],"
                + "\"has_next\":false,\"next_page\":2}");
    assertNothing(put("/users/ann/ratings/007", "{\"rating\": 1, \"timestamp\": null}"));
    JsonNode replaced = get("/users/ann/ratings/").path("user_ratings");
    assertThat(replaced).hasSize(1);
    assertThat(replaced.get(0).path("rating").asDouble()).isEqualTo(1);
    assertThat(replaced.get(0).path("timestamp").asDouble())
        .isCloseTo(Instant.now().toEpochMilli() / 1e3, within(60.0));
    assertNothing(api.send("DELETE", one, token, null));
    assertThat(get("/users/ann/ratings/").path("user_ratings")).isEmpty();
    assertErrorShape(
        api.send("DELETE", one, token, "null"), 404, 60, "NotFoundError", "USER_RATING_NOT_FOUND");

    List<InteractionEvent> events = events("ann", 3);
    assertThat(events.stream().map(InteractionEvent::operation))
        .containsExactly(Operation.RATE, Operation.RATE, Operation.UNRATE);
    List<ChangeColumns> changes =
        events.stream().map(InteractionEvent::change).map(ChangeColumns::of).toList();
    assertThat(changes.stream().map(change -> change.item().value())).containsOnly("7");
    assertThat(changes.stream().map(ChangeColumns::rating)).containsExactly(8.5, 1.0, null);
    assertThat(events.stream().map(InteractionEvent::acceptedAt))
        .isSorted()
        .doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @CsvSource({
    "1700000000.25, 1700000000.25",
    "1.7E9, 1700000000",
    "'\"1700000000.25\"', 1700000000.25",
    "'\"2023-11-14T22:13:20.250Z\"', 1700000000.25",
    "'\"2023-11-14T23:13:20.250+01:00\"', 1700000000.25"
  })
  void timestampsAreNumbersOrIso8601(String given, double seconds) {
    String path = "/users/clock/ratings/";
    assertNothing(put(path + "1", "{\"rating\": 5, \"timestamp\": " + given + "}"));
    assertThat(get(path).path("user_ratings").get(0).path("timestamp").asDouble())
        .isEqualTo(seconds);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "{}",
        "{\"rating\": null}",
        "{\"rating\": 0.99}",
        "{\"rating\": 10.01}",
        "{\"rating\": \"5\"}",
        "{\"rating\": [5]}",
        "{\"rating\": 1e400}",
        "{\"rating\": 5, \"timestamp\": \"yesterday\"}",
        "{\"rating\": 5, \"timestamp\": 1e12}",
        "{\"rating\": 5, \"timestamp\": true}"
      })
  void wrongRatingsAreWrongData(String body) {
    assertErrorShape(put("/users/wrong/ratings/1/", body), 400, 40, "WrongData", "WRONG_DATA_TYPE");
    assertThat(get("/users/wrong/ratings/").path("user_ratings")).isEmpty();
  }

  @Test
  void aBulkIsTakenWholeOrNamesEachWrongRow() {
    Answer refused =
        put(
            "/ratings-bulk/",
            """
            {"ratings": [
              {"user_id": "bulk", "item_id": 1, "rating": 5},
              {"user_id": "bulk", "item_id": -1, "rating": 5},
              {"user_id": "b lk", "item_id": 1, "rating": 5},
              {"item_id": 1, "rating": 5},
              {"user_id": "bulk", "item_id": 2, "rating": 11, "unknown": {"a": [1]}},
              7]}
            """);
    assertErrorShape(refused, 400, 40, "WrongData", "INCORRECT_ITEM_ID_TYPE");
    assertThat(refused.json().path("message").asText())
        .startsWith("5 of 6 ratings are invalid; nothing was stored.")
        .contains("ratings[1]: '-1'", "ratings[2]: 'b lk'", "ratings[3]: ", "ratings[4]: ")
        .contains("ratings[5]: A rating must be a JSON object.");
    assertThat(get("/users/bulk/ratings/").path("user_ratings")).isEmpty();

    assertNothing(
        put(
            "/ratings-bulk/",
            """
            {"ratings": [
              {"user_id": "bulk", "item_id": 1, "rating": 5, "timestamp": 3},
              {"user_id": "bulk2", "item_id": 1, "rating": 6, "timestamp": 2},
              {"user_id": "bulk", "item_id": "01", "rating": 7, "timestamp": 1}]}
            """));
    assertThat(get("/users/bulk/ratings/").path("user_ratings").toString())
        .isEqualTo("[{\"item_id\":1,\"rating\":7.0,\"timestamp\":1.0}]");
    assertNothing(put("/ratings-bulk/", "{\"ratings\": []}"));
    assertErrorShape(put("/ratings-bulk/", "{}"), 400, 40, "WrongData", "WRONG_DATA_TYPE");
  }

  @Test
  void aUsersRatingsArePagedNewestFirstAndWithdrawnTogether() {
    String rows =
        IntStream.range(0, 70)
            .mapToObj(i -> "{\"item_id\": %d, \"rating\": 5, \"timestamp\": %d}".formatted(i, i))
            .collect(Collectors.joining(","));
    String path = "/users/pages/ratings/";
    assertNothing(put(path, "{\"ratings\": [" + rows + "]}"));
    assertNothing(
        put(path, "{\"ratings\": [{\"item_id\": 70, \"rating\": 5, \"timestamp\": 70}]}"));
    List<String> items = new ArrayList<>();
    int page = 1;
    boolean more = true;
    while (more) {
      JsonNode answer = get(path + "?amt=32&page=" + page);
      items.addAll(answer.path("user_ratings").findValuesAsText("item_id"));
      more = answer.path("has_next").asBoolean();
      page = answer.path("next_page").asInt();
    }
    assertThat(items).isEqualTo(IntStream.rangeClosed(0, 70).mapToObj(i -> "" + (70 - i)).toList());
    for (String query : List.of("?amt=65", "?amt=0", "?page=0", "?page=x")) {
      assertErrorShape(
          api.send("GET", path + query, token, null), 400, 40, "WrongData", "WRONG_PARAMETER");
    }
    assertNothing(api.send("DELETE", path, token, null));
    assertThat(get(path).path("user_ratings")).isEmpty();
    assertNothing(api.send("DELETE", path, token, null));
    assertThat(events("pages", 142).subList(71, 142))
        .allMatch(event -> event.operation() == Operation.UNRATE);
  }

  @Test
  void allRatingsAreListedOnceEach() {
    String other = api.createDatabase("ratings-list", "int8", "hex4");
    String root = api.rootToken(other);
    String rows =
        IntStream.range(0, 25)
            .mapToObj(
                i -> "{\"user_id\": %d, \"item_id\": \"%x\", \"rating\": 2}".formatted(i % 7, i))
            .collect(Collectors.joining(","));
    assertNothing(api.send("PUT", "/ratings-bulk/", root, "{\"ratings\": [" + rows + "]}"));
    List<String> seen = new ArrayList<>();
    String query = "?amt=10";
    while (query != null) {
      JsonNode answer = api.send("GET", "/ratings-bulk/" + query, root, null).json();
      answer
          .path("ratings")
          .forEach(row -> seen.add(row.path("user_id") + " " + row.path("item_id")));
      assertThat(answer.has("next_cursor")).isEqualTo(answer.path("has_next").asBoolean());
      String cursor = answer.path("next_cursor").asText(null);
      query = cursor == null ? null : "?amt=10&cursor=" + cursor;
      if (cursor != null) {
        assertErrorShape(
            api.send("GET", "/ratings-bulk/?cursor=" + cursor, token, null),
            400,
            40,
            "WrongData",
            "WRONG_PARAMETER");
        assertErrorShape(
            api.send("GET", "/interactions-bulk/?cursor=" + cursor, root, null),
            400,
            40,
            "WrongData",
            "WRONG_PARAMETER");
      }
    }
    assertThat(seen)
        .containsExactlyInAnyOrderElementsOf(
            IntStream.range(0, 25).mapToObj(i -> "%d \"%X\"".formatted(i % 7, i)).toList());
    JsonNode counters = api.send("GET", "/databases/current/", root, null).json().path("counters");
    assertThat(counters.toString()).isEqualTo("{\"rating\":25,\"user\":7,\"item\":25}");
  }

  @Test
  void frontendsRateForThemselvesAlone() {
    String frontend =
        api.serviceToken(
            "ratings-frontend", "frontend", database, ", \"frontend_user_id\": \"me\"");
    assertNothing(api.send("PUT", "/users/~me/ratings/3/", frontend, "{\"rating\": 9}"));
    JsonNode own = api.send("GET", "/users/me/ratings/", frontend, null).json();
    assertThat(own.path("user_ratings").findValuesAsText("item_id")).containsExactly("3");
    for (Answer foreign :
        List.of(
            api.send("PUT", "/users/you/ratings/3/", frontend, "{\"rating\": 9}"),
            api.send("PUT", "/users/you/ratings/", frontend, "{\"ratings\": []}"),
            api.send("GET", "/users/you/ratings/", frontend, null),
            api.send("DELETE", "/users/you/ratings/", frontend, null),
            api.send("DELETE", "/users/you/ratings/3/", frontend, null))) {
      assertErrorShape(foreign, 403, 50, "ForbiddenError", "INCORRECT_FRONTEND_USER_ID");
    }
    for (String method : List.of("GET", "PUT")) {
      assertErrorShape(
          api.send(method, "/ratings-bulk/", frontend, method.equals("GET") ? null : "{}"),
          403,
          50,
          "ForbiddenError",
          "INCORRECT_ROLE");
    }
  }

  @Test
  void ofConcurrentRatingsTheLastAcceptedHoldsEverywhere() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      List<Future<Answer>> answers = new ArrayList<>();
      for (int i = 0; i < 64; i++) {
        String body = "{\"rating\": %d, \"timestamp\": %d}".formatted(1 + i % 10, i);
        answers.add(threads.submit(() -> put("/users/race/ratings/1/", body)));
      }
      for (Future<Answer> answer : answers) {
        assertNothing(answer.get());
      }
    } finally {
      threads.shutdown();
    }
    ChangeColumns last =
        events("race", 64).stream()
            .max(Comparator.comparingLong(InteractionEvent::acceptedAt))
            .map(event -> ChangeColumns.of(event.change()))
            .orElseThrow();
    JsonNode held = get("/users/race/ratings/").path("user_ratings").get(0);
    assertThat(held.path("rating").asDouble()).isEqualTo(last.rating());
    assertThat(held.path("timestamp").asDouble()).isEqualTo(last.timestamp());
  }
}

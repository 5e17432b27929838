package io.tastelake.serving;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tastelake.serving.TestApi.Answer;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A cursor leads on in the list of the database that gave it, and is refused by every other. */
@ExtendWith(ApiResource.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DatabaseCursorsTest {

  private static final String SESSION = UUID.randomUUID().toString();
  private static final String VIEW = "{\"interaction_type\": \"view\"}";

  private final TestApi api;
  private String token;
  private String tokenOfAnother;

  /** A list that is read by cursors; one that is asked for by POST has its cursor in the body. */
  private record PagedList(String method, String template, String path) {

    boolean isPost() {
      return method.equals("POST");
    }

    @Override
    public String toString() {
      return method + " " + template;
    }
  }

  DatabaseCursorsTest(TestApi api) {
    this.api = api;
  }

  static PagedList[] lists() {
    return new PagedList[] {
      new PagedList("GET", "/user-data/{user_id}/interactions", "/user-data/ann/interactions"),
      new PagedList("GET", "/users/{user_id}/interactions-bulk", "/users/ann/interactions-bulk/"),
      new PagedList("GET", "/interactions-bulk", "/interactions-bulk/"),
      new PagedList(
          "GET",
          "/sessions/{session_id}/interactions-bulk",
          "/sessions/" + SESSION + "/interactions-bulk/"),
      new PagedList("GET", "/sessions-interactions-bulk", "/sessions-interactions-bulk/"),
      new PagedList("POST", "/resolved-sessions", "/resolved-sessions/"),
      new PagedList("GET", "/ratings-bulk", "/ratings-bulk/"),
      new PagedList(
          "GET", "/recommendation/users/{user_id}/items", "/recommendation/users/ann/items/"),
      new PagedList("POST", "/recommendation/sessions/items", "/recommendation/sessions/items/"),
      new PagedList(
          "GET", "/recommendation/items/{item_id}/items", "/recommendation/items/1/items/"),
    };
  }

  @BeforeAll
  void fillTwoDatabasesAlike() {
    String model = UUID.randomUUID().toString();
    token = filled("cursors-one", model);
    tokenOfAnother = filled("cursors-two", model);
  }

  private String filled(String name, String model) {
    String database = api.createReadyDatabase(name, "urlsafe64", "uint32");
    String backend = api.serviceToken(name, "backend", database, "");
    List<UUID> resolved = List.of(new UUID(1, 1), new UUID(1, 2), new UUID(1, 3));
    for (int item = 1; item <= 3; item++) {
      write("POST", "/users/ann/interactions/" + item + "/", backend, VIEW);
      write("POST", "/sessions/" + SESSION + "/items/" + item + "/interactions/", backend, VIEW);
      write("PUT", "/users/ann/ratings/" + item + "/", backend, "{\"rating\": 9}");
      String session = "/sessions/" + resolved.get(item - 1) + "/resolve/";
      write("POST", session, backend, "{\"user_id\": \"ann\"}");
    }
    Map<String, float[]> factors =
        Map.of("1", new float[] {1}, "2", new float[] {2}, "3", new float[] {3});
    var unused = api.factors.train(api.store, database, model, factors);
    api.store.execute(
        "INSERT INTO current_models VALUES (?, ?, now()) ON CONFLICT DO NOTHING", database, model);
    return backend;
  }

  private void write(String method, String path, String backend, String body) {
    Answer answer = api.send(method, path, backend, body);
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
  }

  @ParameterizedTest
  @MethodSource("lists")
  void aCursorIsOfOneDatabase(PagedList list) {
    Answer first = page(list, token, null);
    assertThat(first.status()).as(first.text()).isEqualTo(200);
    String cursor = first.json().path("next_cursor").asText();
    assertThat(cursor).as(first.text()).isNotEmpty();

    Answer refused = page(list, tokenOfAnother, cursor);

    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.errorName()).isEqualTo("WRONG_PARAMETER");
    assertThat(refused.text()).contains("does not belong to this list");
    Answer next = page(list, token, cursor);
    assertThat(next.status()).as(next.text()).isEqualTo(200);
    assertThat(next.json()).isNotEqualTo(first.json());
  }

  @Test
  void noListIsLeftOut() {
    JsonNode document = api.send("GET", "/openapi.json", null, null).json();
    Set<String> paged = new TreeSet<>();
    for (Map.Entry<String, JsonNode> path : document.path("paths").properties()) {
      for (Map.Entry<String, JsonNode> operation : path.getValue().properties()) {
        if (takesCursor(operation.getValue())) {
          paged.add(operation.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey());
        }
      }
    }
    assertThat(paged)
        .isEqualTo(
            Stream.of(lists())
                .map(PagedList::toString)
                .collect(Collectors.toCollection(TreeSet::new)));
  }

  private static boolean takesCursor(JsonNode operation) {
    for (JsonNode parameter : operation.path("parameters")) {
      if (parameter.path("$ref").asText().endsWith("/cursor")) {
        return true;
      }
    }
    return operation
        .path("requestBody")
        .path("content")
        .path("application/json")
        .path("schema")
        .path("properties")
        .has("cursor");
  }

  /** A page of one row, from {@code cursor} on if there is one. */
  private Answer page(PagedList list, String caller, String cursor) {
    if (!list.isPost()) {
      String query = cursor == null ? "?amt=1" : "?amt=1&cursor=" + cursor;
      return api.send("GET", list.path() + query, caller, null);
    }
    ObjectNode body = TestApi.JSON.createObjectNode().put("amt", 1);
    if (list.template().startsWith("/recommendation")) {
      body.put("session_id", SESSION);
    }
    if (cursor != null) {
      body.put("cursor", cursor);
    }
    return api.send("POST", list.path(), caller, body.toString());
  }
}

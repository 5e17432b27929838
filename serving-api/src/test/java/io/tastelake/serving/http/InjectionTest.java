package io.tastelake.serving.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.tastelake.serving.ApiResource;
import io.tastelake.serving.TestApi;
import io.tastelake.serving.TestApi.Answer;
import java.net.URLEncoder;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever stands in an id, a property, a header, a name or a cursor is that, and no language. */
@ExtendWith(ApiResource.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class InjectionTest {

  private static final String TABLES =
      "SELECT count(*) FROM accounts UNION ALL SELECT count(*) FROM organizations"
          + " UNION ALL SELECT count(*) FROM databases";

  private final TestApi api;
  private String root;

  InjectionTest(TestApi api) {
    this.api = api;
  }

  @BeforeAll
  void prepare() {
    root = api.rootToken(api.createReadyDatabase("injected", "text64", "text64"));
    assertThat(status("PUT", "/users/other/ratings/kept/", "{\"rating\": 3}")).isEqualTo(200);
  }

  private Answer send(String method, String path, String body) {
    return api.send(method, path, root, body);
  }

  private int status(String method, String path, String body) {
    return send(method, path, body).status();
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, UTF_8).replace("+", "%20");
  }

  private static String json(Object value) {
    try {
      return TestApi.JSON.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "' OR '1'='1",
        "'; DROP TABLE ratings; --",
        "x' UNION SELECT value FROM secrets --",
        "\\'; SELECT pg_read_file('/etc/passwd'); --",
        "$1 :database ? ?? {fn now()}",
        "$$; COPY ratings TO PROGRAM 'id'; $$",
        "%' OR user_id LIKE '%",
        "{\"$ne\": null}",
        "\"}, {\"user_id\": \"other",
        "${jndi:ldap://127.0.0.1:1/a}",
        "#{7*7} {{7*7}} <%= 7*7 %>",
        "<script>alert(1)</script>",
        "*)(uid=*))(|(uid=*",
        "../../../etc/passwd",
        "| id ; `id` $(id) && id"
      })
  void textIsText(String text) {
    List<String> before = api.store.rows(TABLES);
    String id = encoded(text);

    Answer put = send("PUT", "/users/" + id + "/ratings/" + id + "/", "{\"rating\": 7}");
    assertThat(put.status()).as(put.text()).isIn(200, 400);
    if (put.status() == 200) {
      assertIsKeptAsItIs(text, id);
    }
    assertNoWayIn(text, id);
    assertThat(api.store.rows(TABLES)).isEqualTo(before);
  }

  private void assertIsKeptAsItIs(String text, String id) {
    JsonNode listed = send("GET", "/users/" + id + "/ratings/", null).json().path("user_ratings");
    assertThat(listed).hasSize(1);
    assertThat(listed.get(0).path("item_id").asText()).isEqualTo(text);
    JsonNode other = send("GET", "/users/other/ratings/", null).json().path("user_ratings");
    assertThat(other).hasSize(1);
    assertThat(other.get(0).path("item_id").asText()).isEqualTo("kept");

    Map<String, Object> event =
        Map.of("interaction_type", "view", "properties", Map.of("about", text));
    assertThat(status("POST", "/users/" + id + "/interactions/" + id + "/", json(event)))
        .isEqualTo(200);
    JsonNode events =
        send("GET", "/users/" + id + "/interactions-bulk/", null).json().path("interactions");
    assertThat(events).hasSize(1);
    assertThat(events.get(0).path("properties").path("about").asText()).isEqualTo(text);
    assertThat(status("DELETE", "/users/" + id + "/ratings/" + id + "/", null)).isEqualTo(200);
  }

  private void assertNoWayIn(String text, String id) {
    for (String query : List.of("cursor", "amt", "page", "user_id", "search")) {
      Answer answer = send("GET", "/ratings-bulk/?" + query + "=" + id, null);
      assertThat(answer.status()).as(query + answer.text()).isIn(200, 400);
    }
    assertThat(send("GET", "/ratings-bulk/?cursor=" + id, null).status()).isEqualTo(400);
    for (String header : List.of("Idempotency-Key", "X-Forwarded-For", "Origin", "User-Agent")) {
      int status =
          api.send(
                  api.request("PUT", "/users/h/ratings/h/", "{\"rating\": 7}")
                      .header("Content-Type", "application/json")
                      .header("Authorization", "Bearer " + root)
                      .header(header, text))
              .status();
      assertThat(status).as(header).isIn(200, 400);
    }
    for (String member : List.of("name", "db_name")) {
      Map<String, Object> login =
          new java.util.HashMap<>(Map.of("name", "nobody", "password", "nothing at all"));
      login.put(member, text);
      assertThat(api.send("POST", "/login/service/", null, json(login)).status())
          .as(member)
          .isIn(401, 429);
    }
    Map<String, String> refresh = Map.of("refresh_token", text);
    assertThat(api.send("POST", "/login/refresh-token/", null, json(refresh)).status())
        .isEqualTo(401);
    assertThat(api.send("DELETE", "/accounts/service/", root, json(Map.of("name", text))).status())
        .isEqualTo(404);
  }
}

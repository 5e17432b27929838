package io.tastelake.serving.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tastelake.lake.table.InteractionsLake;
import io.tastelake.log.TestBroker;
import io.tastelake.serving.ServingApi;
import io.tastelake.serving.ServingConfig;
import io.tastelake.serving.interaction.InteractionsConfig;
import io.tastelake.store.TestStore;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Decisions while the real broker is away: made at once, published when it is back. */
class LogAwayTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String ROOT =
      "\"email\": \"root@shop.example\", \"password\": \"correct horse\"";
  private static final String SESSION = "/sessions/0a0a0a0a-0000-4000-8000-000000000001";
  private static final String FORGET_ANN = "{\"users_id\": [\"ann\"]}";
  private static final String VIEW = "{\"interaction_type\": \"view\"}";

  private final HttpClient client = HttpClient.newHttpClient();

  @TempDir private Path folder;

  private ServingConfig config(TestBroker broker, TestStore store) {
    URI lake = folder.resolve("lake").toUri();
    InteractionsLake.openOrCreate(lake, broker.topic().id()).close();
    LogConfig log =
        LogConfig.defaults(broker.brokers())
            .withTimeouts(Duration.ofSeconds(2), Duration.ofSeconds(5));
    return ServingConfig.defaults(broker.brokers(), lake, store.url(), store.user(), "")
        .withInteractions(InteractionsConfig.defaults(broker.brokers(), lake).withLog(log))
        .withPort(0);
  }

  @Test
  void neitherDecisionNorEventIsLost() throws Exception {
    try (TestBroker broker = new TestBroker(folder.resolve("kafka"));
        TestStore store = TestStore.empty()) {
      ServingConfig config = config(broker, store);
      String token;
      try (ServingApi one = ServingApi.start(config)) {
        token = tokenOfNewDatabase(one);
        assertThat(call(one, "POST", SESSION + "/items/i/interactions", token, VIEW).statusCode())
            .isEqualTo(200);
        assertThat(call(one, "GET", "/health/ready", "", "").statusCode()).isEqualTo(200);
        broker.stop();
        await()
            .atMost(Duration.ofMinutes(1))
            .untilAsserted(
                () -> {
                  HttpResponse<String> ready = call(one, "GET", "/health/ready", "", "");
                  assertThat(ready.statusCode()).isEqualTo(503);
                  assertThat(ready.body()).contains("no answer from log.");
                });
        interactionsAreRefusedAndReadWithAWarning(one, token);
        assertThat(
                call(one, "POST", SESSION + "/resolve", token, "{\"user_id\": \"ann\"}")
                    .statusCode())
            .as("decided in PostgreSQL")
            .isEqualTo(200);
        HttpResponse<String> forget =
            call(one, "DELETE", "/interactions-ratings-bulk", token, FORGET_ANN);
        assertThat(forget.statusCode()).as(forget.body()).isEqualTo(503);
        assertThat(forget.body()).contains("published when the log is back");
      }
      broker.start();
      try (ServingApi other = ServingApi.start(config)) {
        await()
            .atMost(Duration.ofMinutes(1))
            .untilAsserted(
                () ->
                    assertThat(
                            body(call(other, "GET", SESSION + "/interactions-bulk", token, ""))
                                .path("interactions"))
                        .isEmpty());
        assertThat(
                body(call(other, "POST", "/resolved-sessions", token, ""))
                    .path("resolved_sessions"))
            .isEmpty();
        HttpResponse<String> again =
            call(other, "DELETE", "/interactions-ratings-bulk", token, FORGET_ANN);
        assertThat(again.statusCode()).as(again.body()).isEqualTo(200);
      }
    }
  }

  private void interactionsAreRefusedAndReadWithAWarning(ServingApi api, String token) {
    await()
        .atMost(Duration.ofMinutes(1))
        .untilAsserted(
            () -> {
              HttpResponse<String> write =
                  call(api, "POST", SESSION + "/items/i/interactions", token, VIEW);
              assertThat(write.statusCode()).as(write.body()).isEqualTo(503);
              assertThat(write.body()).contains("WRITING_ON_READONLY_MODE", "nothing was stored");
              HttpResponse<String> read =
                  call(api, "GET", SESSION + "/interactions-bulk", token, "");
              assertThat(body(read).path("interactions")).hasSize(1);
              assertThat(read.headers().firstValue("X-Interactions-Warning"))
                  .hasValueSatisfying(said -> assertThat(said).contains("does not answer"));
              HttpResponse<String> all = call(api, "GET", "/sessions-interactions-bulk", token, "");
              assertThat(all.statusCode()).as(all.body()).isEqualTo(200);
              assertThat(all.headers().firstValue("X-Interactions-Warning")).isPresent();
            });
  }

  private String tokenOfNewDatabase(ServingApi api) throws Exception {
    var unused =
        api.provisioning().createOrganization("shop", "root@shop.example", "correct horse");
    String token =
        body(call(api, "POST", "/login/root", "", "{" + ROOT + "}")).path("token").asText();
    String database =
        """
        {"name": "shop", "user_id_type": "urlsafe64", "item_id_type": "urlsafe64"}
        """;
    String id = body(call(api, "POST", "/databases", token, database)).path("id").asText();
    String login = "{" + ROOT + ", \"db_id\": \"" + id + "\"}";
    return body(call(api, "POST", "/login/root", "", login)).path("token").asText();
  }

  private static JsonNode body(HttpResponse<String> response) throws IOException {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    return JSON.readTree(response.body());
  }

  private HttpResponse<String> call(
      ServingApi api, String method, String path, String token, String body) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(api.uri().resolve(path))
            .method(method, BodyPublishers.ofString(body))
            .header("Authorization", "Bearer " + token)
            .build();
    return client.send(request, BodyHandlers.ofString());
  }
}

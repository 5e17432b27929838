package io.tastelake.serving;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tastelake.lake.table.InteractionsLake;
import io.tastelake.log.TestBroker;
import io.tastelake.serving.interaction.InteractionsConfig;
import io.tastelake.serving.metrics.Metric;
import io.tastelake.store.JobRunsTable;
import io.tastelake.store.OnlineStore;
import io.tastelake.store.TestStore;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Instances over a real broker, lake and online store. */
class ServingApiTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String ROOT =
      "\"email\": \"root@shop.example\", \"password\": \"correct horse\"";

  private final HttpClient client = HttpClient.newHttpClient();

  @TempDir private Path folder;

  private ServingConfig config(TestBroker broker, TestStore store) throws IOException {
    URI lake = folder.resolve("lake").toUri();
    InteractionsLake.openOrCreate(lake, broker.topic().id()).close();
    InteractionsConfig interactions =
        InteractionsConfig.defaults(broker.brokers(), lake)
            .withIntervals(Duration.ofMillis(20), Duration.ofMillis(100));
    return ServingConfig.defaults(broker.brokers(), lake, store.url(), store.user(), "")
        .withInteractions(interactions)
        .withPort(0);
  }

  @Test
  void whatOneInstanceAcknowledgesEveryInstanceServes() throws Exception {
    try (TestBroker broker = new TestBroker(folder.resolve("kafka"));
        TestStore store = TestStore.empty()) {
      ServingConfig config = config(broker, store);
      String token;
      String path = "/user-data/ann/interactions";
      try (ServingApi one = ServingApi.start(config);
          ServingApi other = ServingApi.start(config)) {
        token = tokenOfNewDatabase(one);
        JsonNode recorded =
            send(one, "POST", path, token, "{\"item_id\": \"i\", \"interaction_type\": \"view\"}");
        String id = recorded.path("interaction_id").asText();
        assertThat(history(other, path, token).findValuesAsText("interaction_id"))
            .containsExactly(id);
        var unused =
            send(
                other,
                "PUT",
                path,
                token,
                "{\"interaction_id\": \"" + id + "\", \"interaction_type\": \"buy\"}");
        assertThat(history(one, path, token).findValuesAsText("interaction_type"))
            .containsExactly("buy");
        assertThat(store.rows("SELECT password_hash FROM accounts"))
            .isNotEmpty()
            .allMatch(hash -> hash.startsWith("$argon2id$v=19$m=19456,t=2,p=1$"));
        exposesEveryMetric(one, store);
      }
      try (ServingApi again = ServingApi.start(config)) {
        assertThat(history(again, path, token)).hasSize(1);
      }
    }
  }

  private void exposesEveryMetric(ServingApi api, TestStore store) throws Exception {
    Instant now = Instant.now();
    OnlineStore.over(store::connect)
        .run(
            connection ->
                new JobRunsTable(connection)
                    .add(
                        new JobRunsTable.Run(
                            "nightly",
                            "",
                            now,
                            now,
                            JobRunsTable.Result.DONE,
                            OptionalLong.of(3),
                            OptionalLong.of(1),
                            "{}")));
    store.execute(
        "INSERT INTO served_parity SELECT id, now(), 'RATING', 'EQUAL', 9 FROM databases");
    HttpRequest refused =
        HttpRequest.newBuilder(api.uri().resolve("/user-data/ann/interactions")).build();
    assertThat(client.send(refused, BodyHandlers.discarding()).statusCode()).isEqualTo(401);
    URI where = api.metrics().orElseThrow();
    String text =
        client.send(HttpRequest.newBuilder(where).build(), BodyHandlers.ofString()).body();
    assertThat(families(text))
        .isEqualTo(
            Arrays.stream(Metric.values())
                .filter(metric -> !Metric.OF_STANDALONE.contains(metric))
                .collect(Collectors.toMap(Metric::exposedName, ServingApiTest::type)));
    assertThat(text)
        .contains("tastelake_job_last_drift{database=\"\",job=\"nightly\"} 1.0")
        .containsPattern("tastelake_log_events_total\\{database=\"[^\"]+\"} 1\\.0")
        .contains("tastelake_ready 1.0")
        .contains("hikaricp_connections", "jvm_memory_used_bytes")
        .contains("route=\"/user-data/{user_id}/interactions\"")
        .doesNotContain("ann");
  }

  /** Ours by name, without the greatest value that each histogram adds. */
  private static Map<String, String> families(String text) {
    return text.lines()
        .filter(line -> line.startsWith("# TYPE tastelake_"))
        .map(line -> line.split(" "))
        .filter(words -> !words[2].endsWith("_max"))
        .collect(Collectors.toMap(words -> words[2], words -> words[3]));
  }

  private static String type(Metric metric) {
    return switch (metric.kind()) {
      case TIMER -> "histogram";
      case COUNTER -> "counter";
      case GAUGE -> "gauge";
    };
  }

  private String tokenOfNewDatabase(ServingApi api) throws Exception {
    var unused =
        api.provisioning().createOrganization("shop", "root@shop.example", "correct horse");
    String token = send(api, "POST", "/login/root", "", "{" + ROOT + "}").path("token").asText();
    String database =
        """
        {"name": "shop", "user_id_type": "urlsafe64", "item_id_type": "urlsafe64"}
        """;
    String id = send(api, "POST", "/databases", token, database).path("id").asText();
    return send(api, "POST", "/login/root", "", "{" + ROOT + ", \"db_id\": \"" + id + "\"}")
        .path("token")
        .asText();
  }

  private JsonNode history(ServingApi api, String path, String token) throws Exception {
    return send(api, "GET", path, token, "").path("interactions");
  }

  private JsonNode send(ServingApi api, String method, String path, String token, String body)
      throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(api.uri().resolve(path))
            .method(method, BodyPublishers.ofString(body))
            .header("Authorization", "Bearer " + token)
            .build();
    var response = client.send(request, BodyHandlers.ofString());
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    return JSON.readTree(response.body());
  }
}

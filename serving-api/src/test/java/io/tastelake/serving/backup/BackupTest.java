package io.tastelake.serving.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tastelake.lake.file.FileTree;
import io.tastelake.serving.ServingApi;
import io.tastelake.serving.ServingConfig;
import io.tastelake.serving.backup.Restoration.Restored;
import io.tastelake.serving.interaction.LogAndLake;
import io.tastelake.serving.store.StorePool;
import io.tastelake.store.OnlineStore;
import io.tastelake.store.TestStore;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A backup on a fresh installation answers as the one that it was made of. */
class BackupTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String ROOT =
      "\"email\": \"root@shop.example\", \"password\": \"correct horse\"";
  private static final String SESSION = "/sessions/0a0a0a0a-0000-4000-8000-00000000000";
  private static final List<String> READS =
      List.of(
          "/users/ann/interactions-bulk",
          "/users/bob/interactions-bulk",
          "/users/eve/interactions-bulk",
          SESSION + "1/interactions-bulk",
          SESSION + "2/interactions-bulk",
          "/users/ann/ratings",
          "/users/bob/ratings",
          "/ratings-bulk",
          "/interactions-bulk",
          "/sessions-interactions-bulk",
          "/databases/current");

  private final HttpClient client = HttpClient.newHttpClient();

  @TempDir private Path folder;

  /** An installation: log and lake, and an online store. */
  private record Parts(LogAndLake lake, TestStore store) implements AutoCloseable {

    static Parts fresh() {
      return new Parts(new LogAndLake(), TestStore.empty());
    }

    ServingApi api() {
      return ServingApi.start(
          ServingConfig.defaults(lake.broker.brokers(), lake.root(), store.url(), store.user(), "")
              .withInteractions(lake.config())
              .withPort(0));
    }

    @Override
    public void close() {
      store.close();
      lake.close();
    }
  }

  private URI in(String name) {
    return folder.resolve(name).toUri();
  }

  @Test
  void aFreshInstallationAnswersAsBeforeAndForgetsWhoWasForgottenSince() throws Exception {
    Map<String, JsonNode> before;
    String login;
    try (Parts parts = Parts.fresh()) {
      try (ServingApi api = parts.api()) {
        login = loginOfNewDatabase(api);
        String token = token(api, login);
        write(api, token);
        parts.lake().ingest();
        act(api, token);
        parts.lake().ingest();
        before = answers(api, token);
        Backup backup =
            new Backup(parts.store()::connect, parts.lake().broker.brokers(), parts.lake().root());
        assertThat(backup.to(in("backup")).tables()).contains("ratings", "outbox", "forgets");
        assertThatThrownBy(() -> backup.to(in("backup"))).hasMessageContaining("already");

        post(api, token, "/users/ann/interactions/later", "{\"interaction_type\": \"view\"}");
        call(api, "DELETE", "/interactions-ratings-bulk", token, "{\"users_id\": [\"bob\"]}");
        parts.lake().ingest();
      }
      ErasureLedger ledger = new ErasureLedger(FileTree.at(in("ledger")));
      OnlineStore store = OnlineStore.over(parts.store()::connect);
      assertThat(ledger.add(store, Clock.systemUTC()))
          .as("eve, bob and bob's session")
          .isEqualTo(3);
      assertThat(ledger.add(store, Clock.systemUTC())).isZero();
    }
    assertThat(before.get("/users/bob/interactions-bulk").path("interactions")).isNotEmpty();

    assertThat(restored(login, Optional.empty())).isEqualTo(before);

    Map<String, JsonNode> forgotten = restored(login, Optional.of(in("ledger")));
    for (String unchanged : List.of("/users/ann/interactions-bulk", "/users/ann/ratings")) {
      assertThat(forgotten.get(unchanged)).isEqualTo(before.get(unchanged));
    }
    assertThat(forgotten.get("/users/bob/interactions-bulk").path("interactions")).isEmpty();
    assertThat(forgotten.get(SESSION + "2/interactions-bulk").path("interactions")).isEmpty();
    assertThat(forgotten.get("/users/bob/ratings").toString()).doesNotContain("lamp");
    assertThat(forgotten.get("/interactions-bulk").toString()).doesNotContain("bob");
  }

  private Map<String, JsonNode> restored(String login, Optional<URI> ledger) throws Exception {
    try (Parts parts = Parts.fresh()) {
      StorePool.migrate(StorePool.Settings.of(parts.store().url(), parts.store().user(), ""));
      Restoration restoration =
          new Restoration(
              parts.store()::connect, parts.lake().broker.brokers(), parts.lake().root());
      Restored done = restoration.from(in("backup"), ledger);
      assertThat(done.events()).isPositive();
      assertThat(done.forgotten()).isEqualTo(ledger.isPresent() ? 2 : 0);
      assertThatThrownBy(() -> restoration.from(in("backup"), ledger))
          .hasMessageContaining("Restore into a new topic");
      parts.lake().ingest();
      try (ServingApi api = parts.api()) {
        return answers(api, token(api, login));
      }
    }
  }

  private void write(ServingApi api, String token) throws Exception {
    for (int i = 0; i < 5; i++) {
      for (String user : List.of("ann", "bob", "eve")) {
        post(
            api,
            token,
            "/users/" + user + "/interactions/item" + i,
            "{\"interaction_type\": \"view\", \"timestamp\": " + (1_600_000_000 + i) + "}");
      }
      post(api, token, SESSION + "1/items/item" + i + "/interactions", view(i));
      post(api, token, SESSION + "2/items/item" + i + "/interactions", view(i));
    }
  }

  private static String view(int i) {
    return "{\"interaction_type\": \"view\", \"timestamp\": " + (1_600_000_000 + i) + "}";
  }

  /** What changes and hides: amended, retracted, rated, resolved, forgotten. */
  private void act(ServingApi api, String token) throws Exception {
    JsonNode anns = call(api, "GET", "/user-data/ann/interactions", token, "").path("interactions");
    String first = anns.get(0).path("interaction_id").asText();
    String second = anns.get(1).path("interaction_id").asText();
    String amendment = "{\"interaction_id\": \"" + first + "\", \"interaction_type\": \"buy\"}";
    call(api, "PUT", "/user-data/ann/interactions", token, amendment);
    String retraction = "{\"interaction_id\": \"" + second + "\"}";
    call(api, "DELETE", "/user-data/ann/interactions", token, retraction);
    call(api, "PUT", "/users/ann/ratings/lamp", token, "{\"rating\": 9}");
    call(api, "PUT", "/users/bob/ratings/lamp", token, "{\"rating\": 2}");
    post(api, token, SESSION + "2/resolve", "{\"user_id\": \"bob\"}");
    call(api, "DELETE", "/interactions-ratings-bulk", token, "{\"users_id\": [\"eve\"]}");
  }

  private Map<String, JsonNode> answers(ServingApi api, String token) throws Exception {
    Map<String, JsonNode> answers = new TreeMap<>();
    for (String path : READS) {
      JsonNode answer = call(api, "GET", path, token, "");
      if (answer instanceof ObjectNode object) {
        object.remove("next_cursor");
      }
      answers.put(path, answer);
    }
    answers.put("sessions", call(api, "POST", "/resolved-sessions", token, ""));
    return answers;
  }

  private String loginOfNewDatabase(ServingApi api) throws Exception {
    var unused =
        api.provisioning().createOrganization("shop", "root@shop.example", "correct horse");
    String token = token(api, "{" + ROOT + "}");
    String database =
        "{\"name\": \"shop\", \"user_id_type\": \"urlsafe64\", \"item_id_type\": \"urlsafe64\"}";
    String id = call(api, "POST", "/databases", token, database).path("id").asText();
    String login = "{" + ROOT + ", \"db_id\": \"" + id + "\"}";
    String parameters =
        "{\"interaction_types\": {\"view\": {\"strength\": 1}}, \"half_life_days\": null,"
            + " \"saturation\": 10}";
    HttpResponse<String> put =
        send(api, "PUT", "/databases/current/implicit-to-explicit", token(api, login), parameters);
    assertThat(put.statusCode()).as(put.body()).isEqualTo(200);
    return login;
  }

  private String token(ServingApi api, String login) throws Exception {
    return call(api, "POST", "/login/root", "", login).path("token").asText();
  }

  private void post(ServingApi api, String token, String path, String body) throws Exception {
    JsonNode unused = call(api, "POST", path, token, body);
  }

  private JsonNode call(ServingApi api, String method, String path, String token, String body)
      throws Exception {
    HttpResponse<String> answer = send(api, method, path, token, body);
    assertThat(answer.statusCode()).as("%s %s: %s", method, path, answer.body()).isEqualTo(200);
    return answer.body().isEmpty() ? JSON.missingNode() : JSON.readTree(answer.body());
  }

  private HttpResponse<String> send(
      ServingApi api, String method, String path, String token, String body) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(api.uri().resolve(path))
            .method(method, BodyPublishers.ofString(body))
            .header("Authorization", "Bearer " + token)
            .header("Content-Type", "application/json")
            .build();
    return client.send(request, BodyHandlers.ofString());
  }
}

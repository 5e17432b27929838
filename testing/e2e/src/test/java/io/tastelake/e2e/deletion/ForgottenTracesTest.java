package io.tastelake.e2e.deletion;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.tastelake.contracts.lake.InteractionsTable;
import io.tastelake.contracts.lake.ItemFactorsTable;
import io.tastelake.contracts.lake.RatingsTable;
import io.tastelake.e2e.kit.ApiClient;
import io.tastelake.e2e.kit.LakeTable;
import io.tastelake.e2e.kit.SharedSystem;
import io.tastelake.e2e.kit.SparkJobs;
import io.tastelake.e2e.kit.Tenant;
import io.tastelake.serving.ServingApi;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * After {@code forget-users}, what a user left is nowhere: in no live file of any table, in no row
 * of the online store, and in no answer of any instance. Who came back keeps what came later.
 */
@ExtendWith(SharedSystem.Extension.class)
class ForgottenTracesTest {

  /** In the ids of a user and a session, and nowhere else. */
  private static final String MARK = "zq7vx3";

  private static final String GONE = "gone-" + MARK;
  private static final String SESSION = "session-" + MARK;
  private static final String RETURNS = "returns";
  private static final String EARLIER = "earlier";
  private static final double FAR_FUTURE = 3.4e9;
  private static final Map<String, String> BUY = Map.of("interaction_type", "buy");

  /** Guards against what still arrives stay a day; here it is over. */
  private static final String A_DAY_LATER =
      """
      UPDATE forgets SET forgotten_at = forgotten_at - interval '26 hours' WHERE actor_id LIKE '%zq7vx3';
      UPDATE tastes SET updated_at = updated_at - interval '26 hours' WHERE user_id LIKE '%zq7vx3';
      """;

  private static final String TABLES =
      "SELECT table_name FROM information_schema.tables"
          + " WHERE table_schema = 'public' AND table_type = 'BASE TABLE'";

  @Test
  void nothingOfAForgottenUserIsAnywhere(SharedSystem system) throws Exception {
    Tenant tenant = system.tenant(Tenant.Ids.TEXT);
    ApiClient client = tenant.client();
    leaveTraces(system, tenant);
    run(system, tenant, "compact,recompute-ratings,train-item-factors");
    try (ServingApi second = system.anotherApi()) {
      List<ApiClient> instances = List.of(client, client.at(second.uri()));
      for (ApiClient instance : instances) {
        assertThat(answers(instance)).contains(GONE, SESSION);
      }
      assertThat(filesWith(system, MARK)).isNotEmpty();
      assertThat(textsOfRatings(system)).contains(GONE, RETURNS);
      assertThat(tablesWith(system, MARK))
          .contains("ratings", "inferred_ratings", "taste_vectors", "resolved_sessions")
          .contains("refresh_tokens", "catalogue_entries");

      client.delete("/interactions-ratings-bulk/", Map.of("users_id", List.of(GONE, RETURNS))).ok();
      client.post("/users/" + RETURNS + "/interactions/later/", BUY).ok();
      awaitFollowed(client);
      system.awaitLakeCoversLog();
      execute(system, A_DAY_LATER);
      run(system, tenant, "forget-users");

      assertThat(filesWith(system, MARK)).isEmpty();
      assertThat(textsOfRatings(system))
          .as("as the next recomputation has not run yet")
          .doesNotContain(GONE, RETURNS);
      assertThat(tablesWith(system, MARK)).isEmpty();
      for (ApiClient instance : instances) {
        assertThat(answers(instance)).doesNotContain(MARK);
        assertThat(instance.list("/users/" + RETURNS + "/interactions-bulk/", 10))
            .extracting(row -> row.get("item_id").asText())
            .containsExactly("later");
        assertThat(ratings(instance, RETURNS)).hasSize(1);
      }
      assertTaskHasTheProof(client);
    }
  }

  /** In every place that a user gets into. */
  private static void leaveTraces(SharedSystem system, Tenant tenant) throws IOException {
    ApiClient client = tenant.client();
    List<Map<String, Object>> rows = new ArrayList<>();
    for (int user = 0; user < 5; user++) {
      for (int item = 0; item < 5; item++) {
        rows.add(Map.of("user_id", "u" + user, "item_id", "i" + item, "interaction_type", "buy"));
      }
    }
    client.post("/interactions-bulk/", Map.of("interactions", rows)).ok();
    client.post("/users/" + GONE + "/interactions/i1/", BUY).ok();
    client.post("/users/" + GONE + "/interactions/" + EARLIER + "/", BUY).ok();
    client.post("/users/" + RETURNS + "/interactions/" + EARLIER + "/", BUY).ok();
    client.post("/sessions/" + SESSION + "/items/i2/interactions/", BUY).ok();
    client.post("/sessions/" + SESSION + "/resolve/", Map.of("user_id", GONE)).ok();
    client.put("/users/" + GONE + "/ratings/i3/", Map.of("rating", 9)).ok();
    client
        .put("/users/" + RETURNS + "/ratings/i3/", Map.of("rating", 9, "timestamp", FAR_FUTURE))
        .ok();
    client.put("/users/" + GONE + "/", Map.of("user", Map.of())).ok();
    logIn(system, tenant);
    awaitRatings(client, GONE, 4);
    awaitRatings(client, RETURNS, 2);
  }

  /** As the user's browser does, with a token that is bound to the user and the session. */
  private static void logIn(SharedSystem system, Tenant tenant) throws IOException {
    Map<String, String> account =
        Map.of("name", "shop", "password", "a long and secret one", "role", "frontend");
    tenant.client().post("/accounts/service/", account).ok();
    system
        .client()
        .post(
            "/login/service/",
            Map.of(
                "name",
                "shop",
                "password",
                "a long and secret one",
                "db_id",
                tenant.database().value(),
                "frontend_user_id",
                GONE,
                "frontend_session_id",
                SESSION))
        .ok();
  }

  private static void awaitRatings(ApiClient client, String user, int count) {
    await()
        .alias("ratings of " + user)
        .atMost(Duration.ofMinutes(1))
        .until(() -> ratings(client, user).size() == count);
  }

  private static JsonNode ratings(ApiClient client, String user) throws IOException {
    return client.get("/users/" + user + "/ratings/").ok().body().get("user_ratings");
  }

  private static void awaitFollowed(ApiClient client) {
    awaitRatings(client, RETURNS, 1);
    awaitRatings(client, GONE, 0);
  }

  private static void run(SharedSystem system, Tenant tenant, String steps) {
    List<String> arguments = new ArrayList<>(List.of("nightly", "--steps", steps));
    arguments.addAll(system.installation());
    if (steps.contains("train-item-factors")) {
      arguments.addAll(List.of("--database", tenant.database().value(), "--rank", "4"));
    } else {
      arguments.addAll(List.of("--tombstone-hours", "0"));
    }
    SparkJobs.run(system.folder().resolve("traces"), arguments);
  }

  /** All that an instance says of the database, with the paths that it was asked. */
  private static String answers(ApiClient client) throws IOException {
    StringBuilder answers = new StringBuilder();
    for (String path :
        List.of(
            "/interactions-bulk/",
            "/sessions-interactions-bulk/",
            "/ratings-bulk/",
            "/recommendation/users/u1/items/")) {
      answers.append(client.get(path).ok().body());
    }
    answers.append(client.post("/resolved-sessions/", Map.of()).ok().body());
    for (String path :
        List.of(
            "/users/%s/interactions-bulk/", "/user-data/%s/interactions", "/users/%s/ratings/")) {
      answers.append(client.get(path.formatted(GONE)).ok().body());
      answers.append(client.get(path.formatted(RETURNS)).ok().body());
    }
    answers.append(client.get("/sessions/" + SESSION + "/interactions-bulk/").ok().body());
    return answers.toString();
  }

  /** Live files that hold {@code text} in a byte, or in a value. */
  private static List<Path> filesWith(SharedSystem system, String text) throws IOException {
    List<Path> found = new ArrayList<>();
    for (String location :
        List.of(
            InteractionsTable.locationBelow(system.lake()),
            RatingsTable.locationBelow(system.lake()),
            ItemFactorsTable.locationBelow(system.lake()))) {
      LakeTable table = LakeTable.at(location).orElseThrow();
      for (Path file : table.wholeFiles()) {
        if (Files.readString(file, ISO_8859_1).contains(text)) {
          found.add(file);
        }
      }
      table.forEachText(
          value -> {
            if (value.contains(text)) {
              found.add(Path.of(location, value));
            }
          });
    }
    return found;
  }

  private static Set<String> textsOfRatings(SharedSystem system) {
    Set<String> texts = new HashSet<>();
    LakeTable.at(RatingsTable.locationBelow(system.lake())).orElseThrow().forEachText(texts::add);
    return texts;
  }

  /** Tables of the online store that hold {@code text} in any column. */
  private static List<String> tablesWith(SharedSystem system, String text) throws SQLException {
    List<String> found = new ArrayList<>();
    try (Connection store = system.store();
        Statement statement = store.createStatement()) {
      for (String table : column(statement, TABLES)) {
        String rows = "SELECT row_to_json(t)::text FROM \"" + table + "\" AS t";
        if (column(statement, rows).stream().anyMatch(row -> row.contains(text))) {
          found.add(table);
        }
      }
    }
    return found;
  }

  private static List<String> column(Statement statement, String query) throws SQLException {
    List<String> values = new ArrayList<>();
    try (ResultSet rows = statement.executeQuery(query)) {
      while (rows.next()) {
        values.add(rows.getString(1));
      }
    }
    return values;
  }

  private static void execute(SharedSystem system, String sql) throws SQLException {
    try (Connection store = system.store();
        Statement statement = store.createStatement()) {
      statement.execute(sql);
    }
  }

  private static void assertTaskHasTheProof(ApiClient client) throws IOException {
    JsonNode task =
        client
            .get("/tasks/delete-interactions-ratings-bulk/recents/")
            .ok()
            .body()
            .get("tasks")
            .get(0);
    assertThat(task.get("status").asText()).isEqualTo("COMPLETED");
    assertThat(task.get("progress").asText())
        .matches("Removed [1-9]\\d* rows from [1-9]\\d* files\\. A scan of all live files at .*")
        .contains(
            "found nothing else that was forgotten",
            "VACUUM may delete the last replaced file from")
        .doesNotContain("tombstones");
  }
}

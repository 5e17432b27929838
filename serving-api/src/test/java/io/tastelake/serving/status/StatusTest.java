package io.tastelake.serving.status;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tastelake.serving.ApiResource;
import io.tastelake.serving.TestApi;
import io.tastelake.store.JobRunsTable;
import io.tastelake.store.JobRunsTable.Result;
import java.time.Instant;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(ApiResource.class)
class StatusTest {

  private static final Instant NOW = Instant.parse("2026-05-06T03:00:00Z");

  private final TestApi api;

  StatusTest(TestApi api) {
    this.api = api;
  }

  private void ended(String job, String database, Result result, String summary) {
    api.onlineStore.run(
        store ->
            new JobRunsTable(store)
                .add(
                    new JobRunsTable.Run(
                        job,
                        database,
                        NOW.minusSeconds(60),
                        NOW,
                        result,
                        OptionalLong.of(7),
                        OptionalLong.empty(),
                        summary)));
  }

  @Test
  void itShowsJobsOfAllDatabasesAndOfItsOwnAlone() {
    String database = api.createReadyDatabase("status", "urlsafe64", "urlsafe64");
    String token = api.rootToken(database);
    ended("status-all", "", Result.DONE, "{\"secret\": 1}");
    ended("status-own", database, Result.FAILED, "It failed.");
    ended("status-other", "another-database-000000", Result.DONE, "{}");
    api.send("POST", "/users/ann/interactions/lamp/", token, "{\"interaction_type\": \"view\"}");
    api.send("DELETE", "/users/ann/*/", token, null);

    TestApi.Answer answer = api.send("GET", "/status/", token, null);
    JsonNode status = answer.json();
    assertThat(status.path("ready").asBoolean()).isTrue();
    assertThat(status.path("events_acknowledged").asLong()).isEqualTo(2);
    assertThat(status.path("books").path("accepted").asLong()).isEqualTo(2);
    assertThat(status.path("books").path("unbalanced").asLong()).isZero();
    assertThat(status.path("erasures").path("open").asInt()).isEqualTo(1);
    assertThat(status.path("jobs").findValuesAsText("job"))
        .contains("status-all", "status-own")
        .doesNotContain("status-other");
    assertThat(answer.text()).doesNotContain("secret", "another-database");
    for (JsonNode job : status.path("jobs")) {
      if (job.path("job").asText().equals("status-own")) {
        assertThat(job.path("result").asText()).isEqualTo("FAILED");
        assertThat(job.path("succeeded").isNull()).isTrue();
        assertThat(job.path("rows").asInt()).isEqualTo(7);
      }
    }
  }

  @Test
  void evaluationsAreThoseOfTheOwnDatabase() {
    String database = api.createReadyDatabase("evaluated", "urlsafe64", "urlsafe64");
    String other = api.createReadyDatabase("evaluated-too", "urlsafe64", "urlsafe64");
    ended(
        "evaluate",
        "",
        Result.DONE,
        """
        {"job": "evaluate", "%s": {"als": {"users": 9, "ndcg20": 0.25}, "centre": 3.0}, "%s": {"als": {"users": 1}}}
        """
            .formatted(database, other)
            .strip());
    ended("evaluate", "", Result.FAILED, "It failed.");
    JsonNode found =
        api.send("GET", "/evaluations/", api.rootToken(database), null).json().path("evaluations");
    assertThat(found).hasSize(1);
    assertThat(found.get(0).path("scores").path("als").path("ndcg20").asDouble()).isEqualTo(0.25);
    assertThat(found.get(0).path("time").asDouble()).isEqualTo((double) NOW.getEpochSecond());
    assertThat(found.get(0).path("centre").asDouble()).isEqualTo(3);
    assertThat(found.get(0).path("scores").has("centre")).isFalse();
    JsonNode older =
        api.send("GET", "/evaluations/", api.rootToken(other), null).json().path("evaluations");
    assertThat(older.get(0).has("centre")).as("nobody noted it").isFalse();
  }
}

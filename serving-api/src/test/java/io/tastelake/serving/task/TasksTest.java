package io.tastelake.serving.task;

import static io.tastelake.serving.Answers.assertErrorShape;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tastelake.serving.ApiResource;
import io.tastelake.serving.ServingApi;
import io.tastelake.serving.TestApi;
import io.tastelake.serving.TestApi.Answer;
import io.tastelake.store.AskedTask;
import io.tastelake.store.AskedTasks;
import io.tastelake.store.TasksTable.Status;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Trainings and compactions that clients ask for. */
@ExtendWith(ApiResource.class)
class TasksTest {

  private static final String RETRAIN = "/tasks/ml_model_retrain/";
  private static final String RECENTS = "/tasks/ml_model_retrain/recents/";

  private final TestApi api;
  private String token;

  TasksTest(TestApi api) {
    this.api = api;
  }

  @BeforeEach
  void newDatabase() {
    String name = "tasks-" + UUID.randomUUID();
    token = api.serviceToken(name, "backend", api.createDatabase(name, "uint32", "uint32"), "");
  }

  private Answer ask() {
    return api.send("POST", RETRAIN, token, null);
  }

  private JsonNode newest() {
    return api.send("GET", RECENTS, token, null).json().path("tasks").path(0);
  }

  @Test
  void aTrainingThatIsAskedForWaits() {
    Answer answer = ask();
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    JsonNode task = newest();
    assertThat(task.path("task_id").asText()).isEqualTo(answer.json().path("task_id").asText());
    assertThat(task.path("name").asText()).isEqualTo("ml_model_retrain");
    assertThat(task.path("status").asText()).isEqualTo("REQUEST_SENT");
  }

  @Test
  void aSecondOneIsRefusedWhileOneWaits() {
    assertThat(ask().status()).isEqualTo(200);
    Answer second = ask();
    assertErrorShape(second, 400, 42, "DuplicatedError", "TASK_ALREADY_RUNNING");
    assertThat(second.json().path("error_data").path("type").asText()).isEqualTo("task");
    assertThat(second.json().path("error_data").path("key").asText()).isEqualTo("ml_model_retrain");
    JsonNode tasks = api.send("GET", RECENTS, token, null).json().path("tasks");
    assertThat(tasks).hasSize(1);
  }

  /** It is work for all databases of the installation. */
  @Test
  void aCompactionIsForRootsAlone() {
    String compact = "/tasks/compact/";
    assertErrorShape(
        api.send("POST", compact, token, null), 403, 50, "ForbiddenError", "INCORRECT_ROLE");
    api.endCompaction();
    String root = rootOfAnotherDatabase();
    Answer asked = api.send("POST", compact, root, null);
    assertThat(asked.status()).as(asked.text()).isEqualTo(200);
    JsonNode tasks = api.send("GET", compact + "recents/", root, null).json().path("tasks");
    assertThat(tasks).hasSize(1);
    assertThat(tasks.path(0).path("task_id")).isEqualTo(asked.json().path("task_id"));
    assertErrorShape(
        api.send("POST", compact, rootOfAnotherDatabase(), null),
        400,
        42,
        "DuplicatedError",
        "TASK_ALREADY_RUNNING");
    assertThat(api.send("POST", RETRAIN, root, null).status()).isEqualTo(200);
    api.endCompaction();
    assertThat(api.send("POST", compact, root, null).status()).isEqualTo(200);
  }

  private String rootOfAnotherDatabase() {
    return api.rootToken(api.createDatabase("c-" + UUID.randomUUID(), "uint32", "uint32"));
  }

  @Test
  void anotherOneMayFollowWhenItEnded() {
    String first = ask().json().path("task_id").asText();
    api.onlineStore.run(
        connection -> {
          AskedTasks trainings = new AskedTasks(connection);
          AskedTasks.Waiting waiting =
              trainings.waiting(AskedTask.TRAINING, Instant.now()).stream()
                  .filter(each -> each.id().equals(first))
                  .findFirst()
                  .orElseThrow();
          assertThat(trainings.claim(waiting, "It runs.")).isTrue();
          trainings.end(waiting, Status.COMPLETED, "Published a model.");
        });
    assertThat(newest().path("status").asText()).isEqualTo("COMPLETED");
    assertThat(newest().path("progress").asText()).isEqualTo("Published a model.");
    assertThat(ask().status()).isEqualTo(200);
  }

  @Test
  void whatNobodyClaimsFailsWithTheRemedy() throws Exception {
    assertThat(ask().status()).isEqualTo(200);
    Clock later = Clock.offset(Clock.systemUTC(), Duration.ofSeconds(61));
    try (ServingApi other = api.another(api.interactions, later)) {
      HttpRequest recents =
          HttpRequest.newBuilder(other.uri().resolve(RECENTS))
              .header("Authorization", "Bearer " + token)
              .build();
      String shown = HttpClient.newHttpClient().send(recents, BodyHandlers.ofString()).body();
      JsonNode task = TestApi.JSON.readTree(shown).path("tasks").path(0);
      assertThat(task.path("status").asText()).as(shown).isEqualTo("FAILED");
      assertThat(task.path("progress").asText()).contains("run-tasks");
    }
    assertThat(ask().status()).as("it stands in nobody's way").isEqualTo(200);
  }

  @Test
  void aRepeatedRequestOfOneKeyAsksOnce() {
    Answer first = api.send(keyed());
    Answer second = api.send(keyed());
    assertThat(first.status()).as(first.text()).isEqualTo(200);
    assertThat(second.text()).isEqualTo(first.text());
  }

  private HttpRequest.Builder keyed() {
    return api.request("POST", RETRAIN, null)
        .header("Authorization", "Bearer " + token)
        .header("Idempotency-Key", "retrain-once");
  }

  @ParameterizedTest
  @ValueSource(strings = {"item_popularity_score_recalibrate", "ml_new_users", "ml_new_items"})
  void tasksThatClientsKnowAndNothingDoesAreRefused(String name) {
    assertErrorShape(
        api.send("POST", "/tasks/" + name + "/", token, null),
        400,
        40,
        "WrongData",
        "WRONG_PARAMETER");
  }

  @Test
  void aPayloadThatNothingReadsIsRefused() {
    assertErrorShape(
        api.send("POST", RETRAIN, token, "{\"payload\": {\"rank\": 8}}"),
        400,
        40,
        "WrongData",
        "WRONG_PARAMETER");
    assertThat(api.send("POST", RETRAIN, token, "{\"payload\": {}}").status()).isEqualTo(200);
  }

  @Test
  void otherTasksAreNotFound() {
    assertErrorShape(
        api.send("POST", "/tasks/delete-interactions-ratings-bulk/", token, null),
        404,
        60,
        "NotFoundError",
        "RESOURCE_NOT_FOUND");
  }
}

package io.tastelake.e2e.maintenance;

import static io.tastelake.rules.TestCounts.count;
import static io.tastelake.rules.TestCounts.either;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.tastelake.e2e.kit.ApiClient;
import io.tastelake.e2e.kit.Child;
import io.tastelake.e2e.kit.FlinkJob;
import io.tastelake.e2e.kit.Rows;
import io.tastelake.e2e.kit.RunningStandalone;
import io.tastelake.e2e.kit.Seed;
import io.tastelake.e2e.kit.SparkJobs;
import io.tastelake.e2e.kit.Tenant;
import io.tastelake.e2e.kit.UnderTarget;
import io.tastelake.standalone.web.FlinkWeb;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * While the stream appends thousands of events a second, jobs rewrite the lake round after round:
 * no job fails or tries again without end, no commit of the stream fails, and nothing is lost or
 * doubled.
 */
class MaintenanceUnderLoadTest {

  private static final int ROUNDS = count(2, 20);
  private static final int EVENTS_PER_SECOND = count(1_500, 5_000);
  private static final int FORGOTTEN_PER_ROUND = 5;
  private static final String ROUND = "compact,forget-users,recompute-ratings";
  private static final int STEPS = 3;
  private static final String TASKS = "/tasks/delete-interactions-ratings-bulk/recents/?amt=64";

  /** How Delta says that others committed first, and that it looks whether to try again. */
  private static final Pattern ATTEMPT =
      Pattern.compile("\\[attempt (\\d+)] Checking for conflicts with versions");

  /** An attempt takes a fraction of the time between two commits of the stream. */
  private static final int MAX_ATTEMPTS = 8;

  /** Enough that some are of each partition of the log. */
  private static final int LAST_USERS = 40;

  private static final Duration TIMEOUT = Duration.ofMinutes(10);

  private final Seed seed = Seed.announced("MaintenanceUnderLoadTest");

  @TempDir(factory = UnderTarget.class, cleanup = CleanupMode.ON_SUCCESS)
  Path folder;

  private RunningStandalone standalone;
  private ApiClient client;

  @AfterEach
  void stop() {
    standalone.close();
    RunningStandalone.killLeftBehind(folder.resolve("data"));
  }

  @Test
  void jobsRewriteTheLakeBesideAFastStreamAndNeitherFails() throws Exception {
    standalone = RunningStandalone.up(folder.resolve("data"));
    client = ApiClient.of(standalone.access().api());
    client = Tenant.create(client, standalone.access(), "busy", Tenant.Ids.TEXT).client();
    client.post("/users/first/interactions/item/", Map.of("interaction_type", "view")).ok();
    FlinkJob ingest =
        new FlinkJob(new FlinkWeb(standalone.access().flink()), "ingest-interactions");
    Rows.awaitCovered(standalone.log(), standalone.lake());
    int failedAtItsStart = ingest.failedCheckpoints();
    List<String> forgotten = new ArrayList<>();
    try (SteadyLoad load = new SteadyLoad(client, EVENTS_PER_SECOND, seed.random(0))) {
      maintain(load, forgotten);
      System.out.printf(
          "MaintenanceUnderLoadTest: %d rounds beside %,d events, %,d a second%n",
          ROUNDS, load.acknowledged(), load.rate());
      assertThat(load.rate()).as("events a second").isGreaterThan(EVENTS_PER_SECOND / 2);
    }
    String returned = forgotten.get(0);
    client
        .post("/users/" + returned + "/interactions/again/", Map.of("interaction_type", "view"))
        .ok();
    Rows.awaitCovered(standalone.log(), standalone.lake());
    assertOnlyForgottenIsGone();
    assertGoneFromReads(forgotten, returned);
    assertConsistent();
    ingest.requireNeverRestarted();
    assertThat(ingest.failedCheckpoints()).as("failed commits").isEqualTo(failedAtItsStart);
  }

  /** All rounds, and before each some users are forgotten. */
  private void maintain(SteadyLoad load, List<String> forgotten) throws IOException {
    forgotten.addAll(forgetSome(load, client));
    Rows.awaitCovered(standalone.log(), standalone.lake());
    String steps = String.join(",", Collections.nCopies(ROUNDS, ROUND));
    List<String> arguments = new ArrayList<>(List.of("nightly", "--steps", steps));
    arguments.addAll(standalone.installation());
    Path output = folder.resolve("rounds");
    try (Child job = SparkJobs.start(output, arguments, options())) {
      for (int round = 1; round < ROUNDS; round++) {
        // its last step: the next round begins a little later
        job.lineWith("step %d of %d: ".formatted(round * STEPS, ROUNDS * STEPS), TIMEOUT);
        forgotten.addAll(forgetSome(load, client));
        load.requireGoesOn();
      }
      SparkJobs.goodEnd(job, arguments);
      assertThat(job.all()).as("how Delta says that it commits").contains("Committed delta #");
      List<Integer> attempts = attempts(job);
      System.out.println("MaintenanceUnderLoadTest: attempts after others' commits " + attempts);
      assertThat(attempts).allMatch(attempt -> attempt <= MAX_ATTEMPTS);
    }
    for (JsonNode task : client.get(TASKS).ok().body().get("tasks")) {
      assertThat(task.get("status").asText()).as("%s", task).isEqualTo("COMPLETED");
    }
  }

  private static List<String> options() {
    List<String> options = new ArrayList<>(either(List.of(), SparkJobs.MUCH_TO_DO));
    options.add("-Dspark.log.level=INFO");
    return options;
  }

  private static List<String> forgetSome(SteadyLoad load, ApiClient client) throws IOException {
    List<String> users = load.spare(FORGOTTEN_PER_ROUND);
    client.delete("/interactions-ratings-bulk/", Map.of("users_id", users)).ok();
    return users;
  }

  /** Which attempt of its commit it was, each time when another commit came first. */
  private static List<Integer> attempts(Child job) {
    return ATTEMPT
        .matcher(job.all())
        .results()
        .map(found -> Integer.parseInt(found.group(1)))
        .toList();
  }

  private void assertOnlyForgottenIsGone() {
    Records expected = Records.notForgottenIn(standalone.log());
    expected.assertAre(Records.in(standalone.lake()));
    assertThat(expected.count()).isPositive();
  }

  private void assertGoneFromReads(List<String> forgotten, String returned) throws IOException {
    for (String user : forgotten) {
      int left = user.equals(returned) ? 1 : 0;
      assertThat(client.list("/users/" + user + "/interactions-bulk/", 100)).as(user).hasSize(left);
      await().alias("ratings of " + user).atMost(TIMEOUT).until(() -> ratings(user).size() == left);
    }
  }

  private JsonNode ratings(String user) throws IOException {
    return client.get("/users/" + user + "/ratings/").ok().body().get("user_ratings");
  }

  /** After all events of before were followed, as those of users of all partitions were. */
  private void assertConsistent() throws IOException {
    for (int user = 0; user < LAST_USERS; user++) {
      client
          .post("/users/last-" + user + "/interactions/item/", Map.of("interaction_type", "view"))
          .ok();
    }
    for (int i = 0; i < LAST_USERS; i++) {
      String user = "last-" + i;
      await().atMost(TIMEOUT).until(() -> ratings(user).size() == 1);
    }
    Rows.awaitCovered(standalone.log(), standalone.lake());
    List<String> arguments = new ArrayList<>(List.of("check-consistency"));
    arguments.addAll(standalone.installation());
    JsonNode checked = SparkJobs.summary(SparkJobs.run(folder.resolve("check"), arguments));
    assertThat(checked.get("agrees").asText()).as("%s", checked).isEqualTo("yes");
    assertThat(checked.get("ratings_compared").asInt()).isPositive();
  }
}

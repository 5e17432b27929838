package io.tastelake.e2e.kill;

import static io.tastelake.rules.TestCounts.count;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.tastelake.e2e.kit.Child;
import io.tastelake.e2e.kit.Seed;
import io.tastelake.e2e.kit.SharedSystem;
import io.tastelake.e2e.kit.SparkJobs;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Batch jobs that are killed at any moment, and then run to their ends, leave what they leave when
 * they are never killed; readers see whole states throughout; and run once more, they change
 * nothing.
 */
@ExtendWith(SharedSystem.Extension.class)
class JobKillTest {

  private static final String IMPORT = "import";
  private static final String NIGHTLY = "nightly";
  private static final List<String> STEPS =
      List.of("compact", "forget-users", "recompute-ratings", "train-item-factors");
  private static final int RANK = 4;

  private static final String LEFT_BEHIND =
      """
      SELECT
        (SELECT count(*) FROM models WHERE database_id = ? AND trained_at > (
          SELECT trained_at FROM models JOIN current_models USING (database_id, model_id)
          WHERE database_id = ?)),
        (SELECT count(*) FROM taste_vectors WHERE database_id = ? AND model_id NOT IN (
          SELECT model_id FROM models WHERE database_id = ?))
      """;

  private final Seed seed = Seed.announced("JobKillTest");
  private final Random random = new Random(seed.value());
  private final SharedSystem system;
  private final KillScene scene;

  /** How much each job prints on its way, the start of its process apart. */
  private final Map<String, Long> printedByJob = new HashMap<>();

  private long printedAtStart;

  JobKillTest(SharedSystem system) throws Exception {
    this.system = system;
    this.scene = new KillScene(system, seed.random(0));
  }

  @Test
  void killedJobsThatRunAgainEndAsIfNeverKilled() throws Exception {
    runForTheFirstTime();
    ConcurrentReader reader = new ConcurrentReader(scene, system, RANK);
    try (reader) {
      for (String job : victims()) {
        killOnItsWay(job);
        reader.requireAllWell();
      }
      assertSecondRunsChangeNothing(runAllTwice());
    }
    reader.assertVersionsWereWhole();
    scene.assertNothingTwice();
    scene.assertAllIsImported();
    scene.assertRatingsAreShown();
    assertNothingIsLeftBehind();
    System.out.println("JobKillTest: " + reader);
  }

  private static List<String> all() {
    List<String> all = new ArrayList<>(STEPS);
    all.addAll(List.of(IMPORT, NIGHTLY));
    return all;
  }

  /** One job, or each ten times. */
  private List<String> victims() {
    List<String> victims = new ArrayList<>();
    for (int i = 0; i < count(1, 10); i++) {
      victims.addAll(all());
    }
    Collections.shuffle(victims, random);
    return victims.subList(0, count(1, victims.size()));
  }

  private void runForTheFirstTime() {
    List<String> steps = new ArrayList<>(List.of(IMPORT));
    steps.addAll(STEPS);
    List<String> arguments = steps(steps);
    try (Child job = start(arguments)) {
      SparkJobs.goodEnd(job, arguments);
      String printed = job.all();
      long end = job.printed();
      printedAtStart = printed.indexOf("step 1 of");
      for (int step = steps.size(); step > 0; step--) {
        long begin = printed.indexOf("step %d of".formatted(step));
        printedByJob.put(steps.get(step - 1), end - begin);
        end = begin;
      }
      printedByJob.put(NIGHTLY, job.printed() - printedAtStart);
    }
  }

  /** A job that is done before the chosen moment starts anew, and is killed in its earlier half. */
  private void killOnItsWay(String name) throws Exception {
    boolean killed = false;
    for (double part = 1; !killed; part /= 2) {
      scene.disturb();
      killed = isKilled(name, part * random.nextDouble());
      scene.assertNothingTwice();
    }
  }

  /**
   * Runs a job, and kills it.
   *
   * @param part of its way
   * @return whether it ran still
   */
  private boolean isKilled(String name, double part) {
    try (Child job = start(arguments(name))) {
      BooleanSupplier moment = name.equals(IMPORT) ? rowsAppended(part) : printed(job, name, part);
      await()
          .atMost(Duration.ofMinutes(4))
          .pollInterval(Duration.ofMillis(5))
          .until(() -> moment.getAsBoolean() || !job.runs());
      boolean done = !job.runs();
      System.out.printf("JobKillTest: %s, %s%n", name, done ? "which was done before" : "killed");
      if (done) {
        assertThat(job.exit(Duration.ZERO)).as(job.all()).isZero();
      }
      return !done;
    }
  }

  private BooleanSupplier printed(Child job, String name, double part) {
    long bytes = printedAtStart + (long) (part * printedByJob.get(name));
    return () -> job.printed() >= bytes;
  }

  private BooleanSupplier rowsAppended(double part) {
    long end = logEnd() + (long) (part * 2 * KillScene.IMPORTED_ROWS);
    return () -> logEnd() >= end;
  }

  private long logEnd() {
    return system.log().ends().values().stream().mapToLong(Long::longValue).sum();
  }

  private JsonNode runAllTwice() throws Exception {
    List<String> steps = new ArrayList<>(List.of(IMPORT));
    steps.addAll(STEPS);
    steps.addAll(STEPS);
    steps.add("check-consistency");
    return SparkJobs.summary(SparkJobs.run(system.folder(), steps(steps)));
  }

  /** Of a step that ran twice, the summary is the second run's. */
  private static void assertSecondRunsChangeNothing(JsonNode summary) {
    assertThat(summary.get("forget-users").get("rows_removed").asInt()).isZero();
    assertThat(summary.get("forget-users").get("tasks_completed").asInt()).isZero();
    JsonNode recomputed = summary.get("recompute-ratings");
    assertThat(recomputed.get("databases_replaced")).isEmpty();
    assertThat(recomputed.get("users_drifted").asInt()).isZero();
    assertThat(summary.get("train-item-factors").get("trained").asInt()).isZero();
    assertThat(summary.get("train-item-factors").get("unchanged").asInt()).isEqualTo(1);
    assertThat(summary.get("check-consistency").get("agrees").asText()).isEqualTo("yes");
  }

  /** No model that was never published, and no vector of a model that is no more. */
  private void assertNothingIsLeftBehind() throws SQLException {
    try (Connection store = system.store();
        PreparedStatement query = store.prepareStatement(LEFT_BEHIND)) {
      for (int i = 1; i <= 4; i++) {
        query.setString(i, scene.database());
      }
      try (ResultSet row = query.executeQuery()) {
        assertThat(row.next()).isTrue();
        assertThat(row.getLong(1)).as("models that were never published").isZero();
        assertThat(row.getLong(2)).as("vectors of models that are no more").isZero();
      }
    }
  }

  private Child start(List<String> arguments) {
    Path output = system.folder().resolve(arguments.get(0) + "-" + random.nextInt(1 << 30));
    return SparkJobs.start(output, arguments, List.of("-Dspark.log.level=INFO"));
  }

  private List<String> steps(List<String> steps) {
    List<String> arguments = arguments(NIGHTLY);
    arguments.addAll(importOptions());
    arguments.addAll(List.of("--steps", String.join(",", steps)));
    return arguments;
  }

  private List<String> arguments(String job) {
    List<String> arguments = new ArrayList<>(List.of(job));
    arguments.addAll(system.installation());
    if (!job.equals("compact") && !job.equals("forget-users")) {
      arguments.addAll(List.of("--database", scene.database()));
    }
    if (job.equals("train-item-factors") || job.equals(NIGHTLY)) {
      arguments.addAll(List.of("--rank", "" + RANK, "--iterations", "3"));
      // another one each time: else there may be nothing to train
      arguments.addAll(List.of("--seed", "" + random.nextInt(1 << 30)));
    }
    if (job.equals(IMPORT)) {
      arguments.addAll(importOptions());
    }
    return arguments;
  }

  private List<String> importOptions() {
    return List.of("--input", scene.input().toString(), "--type", "archived");
  }
}

package io.tastelake.batch.task;

import static io.tastelake.batch.task.RecordingJobs.RAN;
import static org.assertj.core.api.Assertions.assertThat;

import io.tastelake.batch.store.JobStore;
import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.store.AskedTask;
import io.tastelake.store.AskedTasks;
import io.tastelake.store.SessionLock;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Which trainings are run, and what is said of them; what a training does has tests of its own. */
class RunTasksTest {

  static final DatabaseId SHOP = DatabaseId.of(new UUID(0, 1));
  static final DatabaseId SMALL = DatabaseId.of(new UUID(0, 2));
  static final DatabaseId SPOILT = DatabaseId.of(new UUID(0, 3));
  static final DatabaseId SAME = DatabaseId.of(new UUID(0, 4));
  static final DatabaseId SLOW = DatabaseId.of(new UUID(0, 5));

  private static JobStore store;
  @TempDir private static Path lake;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeAll
  static void start() throws Exception {
    store = new JobStore();
  }

  @AfterAll
  static void stop() throws Exception {
    store.close();
  }

  @BeforeEach
  void empty() {
    RAN.clear();
    RecordingJobs.whileTheSlowRuns(() -> {});
    store.reset(List.of(SHOP, SMALL, SPOILT, SAME, SLOW));
  }

  private int run(String... arguments) {
    CommandLine jobs = new CommandLine(new RecordingJobs());
    jobs.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    List<String> all = new ArrayList<>(List.of("run-tasks", "--lake", lake.toUri().toString()));
    all.addAll(List.of("--store", store.url(), "--store-user", "postgres", "--once"));
    all.addAll(List.of(arguments));
    return jobs.execute(all.toArray(String[]::new));
  }

  private static AskedTasks.Waiting ask(DatabaseId database) {
    return ask(AskedTask.TRAINING, database, Instant.now());
  }

  static AskedTasks.Waiting ask(AskedTask task, DatabaseId database, Instant when) {
    UUID id = UUID.randomUUID();
    store
        .tables()
        .run(
            connection ->
                assertThat(new AskedTasks(connection).ask(task, database, id, when)).isTrue());
    return new AskedTasks.Waiting(task, database, id.toString());
  }

  private static String task(DatabaseId database) {
    return store
        .rows("SELECT status, progress FROM tasks WHERE database_id = ?", database.value())
        .get(0);
  }

  @Test
  void whatWaitsIsRunAsTheNightlyWould() {
    ask(SHOP);
    assertThat(run("--rank", "8")).as("%s", err).isZero();
    assertThat(RAN).containsExactly("recompute " + SHOP.value(), "train " + SHOP.value() + " 8");
    assertThat(task(SHOP)).isEqualTo("COMPLETED|Published a model of 1234 ratings.");
    assertThat(out.toString()).contains("{\"job\":\"run-tasks\",\"completed\":1,\"failed\":0");
  }

  @Test
  void aCompactionIsOfAllDatabases() {
    ask(AskedTask.COMPACTION, SHOP, Instant.now());
    assertThat(run("--rank", "8")).as("%s", err).isZero();
    assertThat(RAN).containsExactly("compact");
    assertThat(task(SHOP)).isEqualTo("COMPLETED|Wrote 12,345 rows into sorted files.");
    ask(SMALL);
    ask(AskedTask.COMPACTION, SAME, Instant.now());
    assertThat(run()).as("too few ratings of another").isOne();
    assertThat(task(SAME)).startsWith("COMPLETED|Nothing to do");
  }

  @Test
  void withNothingToDoItEnds() {
    assertThat(run()).as("%s", err).isZero();
    assertThat(RAN).isEmpty();
  }

  @Test
  void oneThatFailsEndsNoneOfTheOthers() {
    ask(SPOILT);
    ask(SHOP);
    assertThat(run()).isOne();
    assertThat(task(SPOILT)).startsWith("FAILED|It failed: the log of the job run-tasks says why");
    assertThat(task(SPOILT)).as("tenants read it").doesNotContain("disk");
    assertThat(err.toString()).contains("The disk is full.");
    assertThat(task(SHOP)).startsWith("COMPLETED|");
  }

  @Test
  void tooFewRatingsAreSaidWithTheRemedy() {
    ask(SMALL);
    assertThat(run()).isOne();
    assertThat(task(SMALL))
        .startsWith("FAILED|Too few ratings")
        .contains("there are 3", "ask again");
  }

  @Test
  void ratingsThatDidNotChangeNeedNoModel() {
    ask(SAME);
    assertThat(run()).isZero();
    assertThat(task(SAME)).startsWith("COMPLETED|Nothing to do");
  }

  @Test
  void whatAnotherRunnerHoldsIsLeftToIt() throws Exception {
    AskedTasks.Waiting asked = ask(SHOP);
    try (Connection other = store.connect()) {
      assertThat(new SessionLock(other, asked.lock(), "another").tryTake()).isTrue();
      assertThat(run()).isZero();
    }
    assertThat(RAN).isEmpty();
    assertThat(task(SHOP)).startsWith("REQUEST_SENT|");
  }

  @Test
  void whatComesWhileATaskRunsWaitsHoweverLongItTakes() {
    ask(SLOW);
    assertThat(run()).as("too few ratings of the first").isOne();
    assertThat(task(SAME)).startsWith("COMPLETED|");
  }

  @Test
  void whatComesWhileOneOfTwoRunnersIsAtWorkWaitsForIt() throws Exception {
    ask(SLOW);
    try (Connection other = store.connect()) {
      SessionLock held = new SessionLock(other, AskedTasks.RUNNER, "another");
      assertThat(held.tryShare()).as("another runner began before, and ends meanwhile").isTrue();
      RecordingJobs.whileTheSlowRuns(other);
      assertThat(run()).as("too few ratings of the first").isOne();
    }
    assertThat(task(SAME)).startsWith("COMPLETED|");
  }

  @Test
  void whatFailedUnclaimedIsNotRun() {
    ask(AskedTask.TRAINING, SHOP, Instant.now().minusSeconds(90));
    assertThat(run()).isZero();
    assertThat(RAN).isEmpty();
  }

  @Test
  void itsOptionsAreCheckedBeforeAnythingIsClaimed() {
    ask(SHOP);
    assertThat(run("--rank", "0")).isEqualTo(2);
    assertThat(run("--wings", "2")).isEqualTo(2);
    assertThat(run("--database", SMALL.value())).isEqualTo(2);
    assertThat(err.toString())
        .contains("--rank must be at least 1, not 0.", "--wings", "leave out --database");
    assertThat(task(SHOP)).startsWith("REQUEST_SENT|");
  }

  /** Metrics tell databases apart by it. */
  @Test
  void aRunIsNotedByTheIdOfTheDatabaseThatWasNamed() {
    store.execute("DELETE FROM job_runs");
    store.execute("UPDATE databases SET name = 'the shop' WHERE id = ?", SHOP.value());
    CommandLine jobs = new CommandLine(new RecordingJobs());
    jobs.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    List<String> all = new ArrayList<>(List.of("recompute-ratings", "--database", "the shop"));
    all.addAll(List.of("--lake", lake.toUri().toString(), "--store", store.url()));
    all.addAll(List.of("--store-user", "postgres"));
    assertThat(jobs.execute(all.toArray(String[]::new))).as("%s", err).isZero();
    assertThat(store.rows("SELECT database_id FROM job_runs")).containsExactly(SHOP.value());
  }

  @Test
  void itIsNoStepOfTheNightly() {
    CommandLine jobs = new CommandLine(new RecordingJobs());
    jobs.setErr(new PrintWriter(err));
    assertThat(
            jobs.execute(
                "nightly", "--lake", "file:/lake", "--store", store.url(), "--steps", "run-tasks"))
        .isEqualTo(2);
    assertThat(err.toString()).contains("There is no step 'run-tasks'");
  }
}

package io.tastelake.batch.task;

import static org.assertj.core.api.Assertions.assertThat;

import io.tastelake.batch.DatabasesOption;
import io.tastelake.batch.Installation;
import io.tastelake.batch.Job;
import io.tastelake.batch.Summary;
import io.tastelake.batch.Undeclared;
import io.tastelake.batch.nightly.NightlyJob;
import io.tastelake.batch.store.JobStore;
import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.store.AskedTask;
import io.tastelake.store.AskedTasks;
import io.tastelake.store.SessionLock;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which trainings are run, and what is said of them; what a training does has tests of its own. */
class RunTasksTest {

  private static final DatabaseId SHOP = DatabaseId.of(new UUID(0, 1));
  private static final DatabaseId SMALL = DatabaseId.of(new UUID(0, 2));
  private static final DatabaseId SPOILT = DatabaseId.of(new UUID(0, 3));
  private static final DatabaseId SAME = DatabaseId.of(new UUID(0, 4));
  private static final DatabaseId SLOW = DatabaseId.of(new UUID(0, 5));
  private static final List<String> RAN = new ArrayList<>();

  private static JobStore store;
  private static Connection endsWhileTheSlowRuns;

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
    endsWhileTheSlowRuns = null;
    store.reset(List.of(SHOP, SMALL, SPOILT, SAME, SLOW));
  }

  @Command(name = "recompute-ratings")
  static final class Recompute extends Job {

    @Mixin Installation installation;
    @Mixin DatabasesOption databases;

    @Override
    protected Function<SparkSession, Summary> work() {
      String database = named(databases, installation);
      return spark -> {
        RAN.add("recompute " + database);
        return Summary.of("recompute-ratings");
      };
    }
  }

  @Command(name = "train-item-factors")
  static final class Train extends Job {

    @Mixin Installation installation;
    @Mixin DatabasesOption databases;

    @Option(names = "--rank")
    int rank = 32;

    @Override
    protected Function<SparkSession, Summary> work() {
      if (rank < 1) {
        throw new IllegalArgumentException("--rank must be at least 1, not " + rank + ".");
      }
      String database = named(databases, installation);
      return spark -> {
        RAN.add("train " + database + " " + rank);
        if (database.equals(SPOILT.value())) {
          throw Undeclared.failure("The disk is full.");
        }
        if (database.equals(SLOW.value())) {
          closeTheOtherRunner();
          ask(AskedTask.TRAINING, SAME, Instant.now().minusSeconds(90));
        }
        return Summary.of("train-item-factors")
            .with("trained", database.equals(SHOP.value()) ? 1 : 0)
            .with("unchanged", database.equals(SAME.value()) ? 1 : 0)
            .with("ratings", database.equals(SHOP.value()) ? 1234L : 3L);
      };
    }
  }

  private static void closeTheOtherRunner() {
    try {
      if (endsWhileTheSlowRuns != null) {
        endsWhileTheSlowRuns.close();
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Command(name = "compact")
  static final class Compact extends Job {

    @Mixin Installation installation;

    @Override
    protected Function<SparkSession, Summary> work() {
      return spark -> {
        RAN.add("compact");
        return Summary.of("compact").with("rows_written", RAN.size() == 1 ? 12_345L : 0L);
      };
    }
  }

  /** As the real steps do: a database that the store does not know is refused. */
  private static String named(DatabasesOption databases, Installation installation) {
    return databases.ids(installation).stream().map(DatabaseId::value).findFirst().orElse("all");
  }

  @Command(
      name = "jobs",
      subcommands = {
        Compact.class,
        Recompute.class,
        Train.class,
        NightlyJob.class,
        RunTasksJob.class
      })
  static final class Jobs {}

  private int run(String... arguments) {
    CommandLine jobs = new CommandLine(new Jobs());
    jobs.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    List<String> all = new ArrayList<>(List.of("run-tasks", "--lake", lake.toUri().toString()));
    all.addAll(List.of("--store", store.url(), "--store-user", "postgres", "--once"));
    all.addAll(List.of(arguments));
    return jobs.execute(all.toArray(String[]::new));
  }

  private static AskedTasks.Waiting ask(DatabaseId database) {
    return ask(AskedTask.TRAINING, database, Instant.now());
  }

  private static AskedTasks.Waiting ask(AskedTask task, DatabaseId database, Instant when) {
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
      endsWhileTheSlowRuns = other;
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
    CommandLine jobs = new CommandLine(new Jobs());
    jobs.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    List<String> all = new ArrayList<>(List.of("recompute-ratings", "--database", "the shop"));
    all.addAll(List.of("--lake", lake.toUri().toString(), "--store", store.url()));
    all.addAll(List.of("--store-user", "postgres"));
    assertThat(jobs.execute(all.toArray(String[]::new))).as("%s", err).isZero();
    assertThat(store.rows("SELECT database_id FROM job_runs")).containsExactly(SHOP.value());
  }

  @Test
  void itIsNoStepOfTheNightly() {
    CommandLine jobs = new CommandLine(new Jobs());
    jobs.setErr(new PrintWriter(err));
    assertThat(
            jobs.execute(
                "nightly", "--lake", "file:/lake", "--store", store.url(), "--steps", "run-tasks"))
        .isEqualTo(2);
    assertThat(err.toString()).contains("There is no step 'run-tasks'");
  }
}

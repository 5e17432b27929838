package io.tastelake.batch.nightly;

import static org.assertj.core.api.Assertions.assertThat;

import io.tastelake.batch.Installation;
import io.tastelake.batch.Job;
import io.tastelake.batch.Summary;
import io.tastelake.batch.Undeclared;
import io.tastelake.batch.maintenance.EachDatabase;
import io.tastelake.batch.maintenance.LockWait;
import io.tastelake.batch.store.JobStore;
import io.tastelake.domain.identity.DatabaseId;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

final class NightlyTest {

  private static final DatabaseId SPOILT = DatabaseId.of(new UUID(0, 2));

  private static final List<String> RAN = new ArrayList<>();
  private static JobStore store;

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

  @Command(name = "train")
  static final class Train extends Job {

    @Mixin Installation installation;

    @Option(names = "--rank")
    int rank = 1;

    @Override
    protected Function<SparkSession, Summary> work() {
      if (rank < 1) {
        throw new IllegalArgumentException("--rank must be at least 1, not " + rank + ".");
      }
      return spark -> {
        RAN.add("train " + installation.lake() + " " + rank);
        return Summary.of("train").with("rank", rank);
      };
    }
  }

  @Command(name = "break")
  static final class Break extends Job {

    @Mixin Installation installation;

    @Override
    protected Function<SparkSession, Summary> work() {
      return spark -> {
        throw new IllegalStateException("The disk of " + installation.lake() + " is full.");
      };
    }
  }

  @Command(name = "partly")
  static final class Partly extends Job {

    @Mixin Installation installation;

    @Override
    protected Function<SparkSession, Summary> work() {
      return spark -> {
        EachDatabase each = new EachDatabase(held(), this::report);
        for (long number = 1; number <= 3; number++) {
          DatabaseId database = DatabaseId.of(new UUID(0, number));
          each.attempt(database, () -> RAN.add("partly " + spoilt(database)));
        }
        return each.told(Summary.of("partly"));
      };
    }

    private static DatabaseId spoilt(DatabaseId database) {
      if (database.equals(SPOILT)) {
        throw Undeclared.failure("Its rows are spoilt.");
      }
      return database;
    }
  }

  /** Works under the lock, and goes on when it is lost on the way. */
  @Command(name = "guarded")
  static final class Guarded extends Job {

    @Mixin Installation installation;
    @Mixin LockWait lockWait;

    @Option(names = "--lose")
    boolean lose;

    @Override
    protected Function<SparkSession, Summary> work() {
      return spark ->
          alone(
              lockWait,
              installation,
              held -> {
                held.require();
                if (lose) {
                  cut();
                }
                held.require();
                RAN.add("guarded");
                return Summary.of("guarded");
              });
    }
  }

  private static void cut() {
    store.rows("SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory'");
  }

  /** Ends the connection that holds the lock. */
  @Command(name = "cut")
  static final class Cut extends Job {

    @Override
    protected Function<SparkSession, Summary> work() {
      return spark -> {
        cut();
        return Summary.of("cut");
      };
    }
  }

  @Command(
      name = "jobs",
      subcommands = {
        Train.class,
        Break.class,
        Partly.class,
        Cut.class,
        Guarded.class,
        NightlyJob.class
      })
  static final class Jobs {}

  private int run(String... arguments) {
    return job("nightly", arguments);
  }

  private int job(String name, String... arguments) {
    RAN.clear();
    CommandLine jobs = new CommandLine(new Jobs());
    jobs.setExecutionExceptionHandler(
        (failure, command, result) -> {
          command.getErr().println(failure.getMessage());
          return 1;
        });
    jobs.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    List<String> all = new ArrayList<>(List.of(name, "--lake", "file:/lake"));
    all.addAll(List.of("--store", store.url(), "--store-user", "postgres"));
    all.addAll(List.of(arguments));
    return jobs.execute(all.toArray(String[]::new));
  }

  @Test
  void runsItsStepsWithTheirOptionsAndSumsUp() {
    assertThat(run("--steps", "train,train", "--rank", "8")).isZero();
    assertThat(RAN).containsExactly("train file:/lake 8", "train file:/lake 8");
    assertThat(out.toString())
        .contains("{\"job\":\"nightly\",\"train\":{\"job\":\"train\",\"rank\":8");
  }

  @Test
  void stopsAtTheFirstFailure() {
    assertThat(run("--steps", "train,break,train", "--rank=3")).isOne();
    assertThat(RAN).containsExactly("train file:/lake 3");
    assertThat(out.toString()).contains("\"failed\":\"break\"");
    assertThat(err.toString()).contains("The disk of file:/lake is full.");
  }

  @Test
  void aDatabaseThatFailsEndsNothingForOthers() {
    assertThat(run("--steps", "partly,train")).isOne();
    assertThat(RAN)
        .containsExactly(
            "partly " + DatabaseId.of(new UUID(0, 1)),
            "partly " + DatabaseId.of(new UUID(0, 3)),
            "train file:/lake 1");
    assertThat(out.toString())
        .contains("\"failed_databases\":{\"" + SPOILT.value() + "\":\"Its rows are spoilt.\"}")
        .contains("\"train\":{\"job\":\"train\"");
    assertThat(err.toString())
        .contains("database " + SPOILT.value() + ": failed: Its rows are spoilt.")
        .contains("The step partly failed: It failed for " + SPOILT.value());
  }

  @Test
  void eachStepLeavesARowThatSaysHowItWent() {
    long before = Long.parseLong(store.rows("SELECT count(*) FROM job_runs").get(0));
    assertThat(run("--steps", "train,partly,break", "--rank=4")).isOne();
    List<String> rows =
        store.rows(
            "SELECT job || ' ' || result || ' ' || summary FROM job_runs ORDER BY id OFFSET "
                + before);
    assertThat(rows).hasSize(3);
    assertThat(rows.get(0)).startsWith("train DONE {\"job\":\"train\",\"rank\":4");
    assertThat(rows.get(1)).startsWith("partly FAILED {").contains(SPOILT.value());
    assertThat(rows.get(2)).isEqualTo("break FAILED The disk of file:/lake is full.");
  }

  @Test
  void stopsWhereItsLockIsLost() {
    assertThat(run("--steps", "train,cut,train")).isOne();
    assertThat(RAN).hasSize(1);
    assertThat(err.toString()).contains("The maintenance lock is lost");
  }

  @Test
  void aStepWorksUnderTheLockOfItsNightly() {
    assertThat(run("--steps", "guarded", "--lock-wait", "0")).as("%s", err).isZero();
    assertThat(RAN).containsExactly("guarded");
    assertThat(run("--steps", "guarded", "--lose")).isOne();
    assertThat(err.toString()).contains("The maintenance lock is lost");
    assertThat(RAN).isEmpty();
  }

  @Test
  void aJobByItselfTakesTheLock() {
    assertThat(job("guarded")).as("%s", err).isZero();
    assertThat(job("guarded", "--lose")).isOne();
    assertThat(err.toString()).contains("The maintenance lock is lost");
    assertThat(RAN).isEmpty();
  }

  @Test
  void checksTheOptionsOfAllStepsBeforeAnyRuns() {
    assertThat(run("--steps", "partly,train", "--rank", "0")).isEqualTo(2);
    assertThat(err.toString()).contains("--rank must be at least 1, not 0.");
    assertThat(RAN).isEmpty();
  }

  @Test
  void refusesStepsAndOptionsThatAreNotKnownBeforeAnyRuns() {
    assertThat(run("--steps", "train,trein")).isEqualTo(2);
    assertThat(run("--steps", "train", "--wings", "2")).isEqualTo(2);
    assertThat(err.toString())
        .contains(
            "There is no step 'trein'; the steps are train, break, partly, cut, guarded.",
            "No step knows --wings");
    assertThat(RAN).isEmpty();
  }
}

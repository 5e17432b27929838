package io.tastelake.batch.rating;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tastelake.batch.Job;
import io.tastelake.batch.JobFailedException;
import io.tastelake.batch.compaction.CompactJob;
import io.tastelake.batch.deletion.ForgetUsersJob;
import io.tastelake.batch.maintenance.HeldLock;
import io.tastelake.batch.maintenance.MaintenanceLock;
import io.tastelake.batch.taste.EvaluateJob;
import io.tastelake.batch.taste.TrainItemFactorsJob;
import io.tastelake.domain.identity.Actor;
import io.tastelake.domain.interaction.Change;
import io.tastelake.domain.interaction.InteractionEvent;
import io.tastelake.domain.interaction.LoggedEvent;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/**
 * Each job that writes asks for its lock right before each commit, in the lake and in the online
 * store, and commits nothing more once the lock's connection is broken.
 */
final class LostLockTest extends RecomputationScene {

  /**
   * A job.
   *
   * @param lostAt the question for its lock that finds it lost
   * @param minCommits how often it commits at least when there is work for it
   */
  private record WritingJob(String name, int lostAt, int minCommits, Work work) {

    @Override
    public String toString() {
      return name;
    }
  }

  @FunctionalInterface
  private interface Work {
    void under(HeldLock held);
  }

  static WritingJob[] writingJobs() {
    return new WritingJob[] {
      new WritingJob("compact", 2, 1, held -> run(new CompactJob(), held)),
      new WritingJob(
          "forget-users", 2, 6, held -> run(new ForgetUsersJob(), held, "--tombstone-hours=0")),
      new WritingJob("recompute-ratings", 2, 3, LostLockTest::recompute),
      new WritingJob(
          "train-item-factors",
          2,
          6,
          held -> run(new TrainItemFactorsJob(), held, "--rank=2", "--iterations=1", "--keep=1")),
      new WritingJob(
          "evaluate", 1, 1, held -> run(new EvaluateJob(), held, "--rank=2", "--iterations=1")),
    };
  }

  /** A vacuum or an analysis in the background commits, too. */
  @BeforeAll
  static void keepTheStoreQuiet() {
    store.execute("ALTER SYSTEM SET autovacuum = off");
    store.rows("SELECT pg_reload_conf()");
  }

  @ParameterizedTest
  @MethodSource("writingJobs")
  void nothingIsCommittedUnaskedOrAfterTheLoss(WritingJob job) {
    leaveWorkToDo();
    assertCommitsNothingOnceLost(job);
    assertAsksBeforeEachCommit(job);
  }

  /** The lock's connection breaks in the middle of the job. */
  private static void assertCommitsNothingOnceLost(WritingJob job) {
    AtomicInteger asked = new AtomicInteger();
    AtomicLong commitsBefore = new AtomicLong(-1);
    boolean unused =
        new MaintenanceLock(store::connect, "test", Duration.ofSeconds(1), sentence -> {})
            .holding(
                real -> {
                  HeldLock breaking =
                      () -> {
                        if (asked.incrementAndGet() == job.lostAt) {
                          breakConnectionOfHolder();
                          commitsBefore.set(commits());
                        }
                        return real.isHeld();
                      };
                  assertThatThrownBy(() -> job.work.under(breaking))
                      .isInstanceOf(JobFailedException.class)
                      .hasMessageContaining("The maintenance lock is lost");
                  return true;
                });
    assertThat(commits()).as("commits, none after the loss").isEqualTo(commitsBefore.get());
  }

  private static void breakConnectionOfHolder() {
    store.rows("SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory'");
  }

  private static void assertAsksBeforeEachCommit(WritingJob job) {
    List<Long> commits = new ArrayList<>(List.of(commits()));
    job.work.under(
        () -> {
          commits.add(commits());
          return true;
        });
    commits.add(commits());
    assertThat(commits.get(1)).as("commits before the first question").isEqualTo(commits.get(0));
    for (int i = 1; i < commits.size(); i++) {
      assertThat(commits.get(i) - commits.get(i - 1))
          .as("commits after question %d of %d", i - 1, commits.size() - 2)
          .isLessThanOrEqualTo(1);
    }
    assertThat(commits.get(commits.size() - 1) - commits.get(0))
        .as("commits of the whole job")
        .isGreaterThanOrEqualTo(job.minCommits);
  }

  /**
   * New rows, drift, an old and a staged model; and the task of one who is forgotten, and a taste.
   */
  private static void leaveWorkToDo() {
    lake.append(300);
    InteractionEvent forget = newestForgetOfAUser();
    store.execute(
        "INSERT INTO tasks VALUES (?, ?, ?, 'REQUEST_SENT', '', now())",
        ((Change.Forgotten) forget.change()).id().orElseThrow().toString(),
        KNOWN.value(),
        "delete-interactions-ratings-bulk");
    String user = forget.actor().id();
    store.execute("INSERT INTO tastes VALUES (?, ?, 0, 0, '-infinity')", KNOWN.value(), user);
    store.execute("INSERT INTO inferred_ratings VALUES (?, ?, 'i', 7, 1)", KNOWN.value(), user);
    String old = model("2020-01-01Z");
    store.execute("INSERT INTO current_models VALUES (?, ?, now())", KNOWN.value(), old);
    store.execute(
        "INSERT INTO taste_vectors VALUES (?, ?, ?, 0, 0, '{1}')",
        KNOWN.value(), user, model("2021-01-01Z"));
  }

  private static String model(String trainedAt) {
    String id = UUID.randomUUID().toString();
    store.execute(
        "INSERT INTO models (database_id, model_id, rank, alpha, lambda, trained_at, iterations,"
            + " seed, trained_from) VALUES (?, ?, 1, 1, 1, ?::timestamptz, 1, 1, '')",
        KNOWN.value(),
        id,
        trainedAt);
    return id;
  }

  private static InteractionEvent newestForgetOfAUser() {
    return lake.appended().stream()
        .map(LoggedEvent::event)
        .filter(
            event ->
                event.change() instanceof Change.Forgotten
                    && event.actor().kind() == Actor.Kind.USER
                    && event.database().equals(KNOWN))
        .reduce((first, second) -> second)
        .orElseThrow();
  }

  private static void recompute(HeldLock held) {
    RecomputeRatingsConfig config = RecomputeRatingsConfig.defaults(lake.root());
    var unused = new Recomputation(spark, config, store, COVERED, held, PROGRESS).run();
  }

  private static void run(Job job, HeldLock held, String... options) {
    List<String> arguments = new ArrayList<>(List.of("--lake", lake.root().toString()));
    arguments.addAll(List.of("--store", store.url(), "--store-user", "postgres"));
    arguments.addAll(List.of(options));
    CommandLine command = new CommandLine(job).setOut(new PrintWriter(Writer.nullWriter()));
    command.parseArgs(arguments.toArray(String[]::new));
    var unused = job.ready().run(spark, PROGRESS, held);
  }

  /**
   * How much was ever committed: versions of the lake's tables, and the store's transactions but
   * for the notes of runs, which a run leaves that failed, too.
   */
  private static long commits() {
    try (Stream<Path> files = Files.walk(Path.of(lake.root()))) {
      long versions =
          files.filter(file -> file.getFileName().toString().matches("\\d{20}\\.json")).count();
      return versions
          + Long.parseLong(store.value("SELECT pg_snapshot_xmax(pg_current_snapshot())"))
          - Long.parseLong(store.value("SELECT count(*) FROM job_runs"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

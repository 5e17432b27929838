package io.tastelake.stream.ingest;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tastelake.contracts.lake.EventCount;
import io.tastelake.contracts.lake.EventTotals;
import io.tastelake.contracts.lake.LogPosition;
import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.lake.table.LakeAppend;
import io.tastelake.lake.table.OffsetRange;
import io.tastelake.rules.TestCounts;
import io.tastelake.s3.Fate;
import io.tastelake.s3.S3Emulator;
import io.tastelake.stream.log.MemoryLog;
import io.tastelake.stream.log.SampleEvents;
import io.tastelake.stream.log.StaleStateException;
import io.tastelake.stream.log.TopicReplacedException;
import io.tastelake.testkit.lake.TestLake;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.util.ExceptionUtils;

/**
 * Every row once, in a real Flink with a real lake, whatever fails and whatever it restarts from.
 */
class ExactlyOnceTest {

  private static final Duration TIMEOUT = Duration.ofMinutes(4);
  private static final Optional<Path> NOTHING = Optional.empty();

  private static MiniCluster cluster;

  /** As docs/operations.md asks for: Hadoop's threads outlive the first job's class loader. */
  private static Configuration forObjectStores() {
    return new Configuration().set(CoreOptions.CHECK_LEAKED_CLASSLOADER, false);
  }

  @BeforeContainer
  static void startCluster() throws Exception {
    cluster =
        new MiniCluster(
            new MiniClusterConfiguration.Builder()
                .setConfiguration(forObjectStores())
                .setNumTaskManagers(1)
                .setNumSlotsPerTaskManager(TestIngest.SLOTS)
                .withRandomPorts()
                .build());
    cluster.start();
  }

  @AfterContainer
  static void stopCluster() throws Exception {
    cluster.close();
  }

  @Property(tries = 1)
  void whateverFails(@ForAll Random random) throws Exception {
    for (int left = TestCounts.count(6, 200); left > 0; left--) {
      failAnywhere(random);
    }
  }

  private static void failAnywhere(Random random) throws Exception {
    int parallelism = 1 + random.nextInt(3);
    int recordsPerCheckpoint = 3 + random.nextInt(38);
    try (MemoryLog log = new MemoryLog("topic-a", 1 + random.nextInt(4));
        TestIngest ingest = new TestIngest(cluster, log)) {
      grow(log, random, 150);
      log.readFaults().plan(random.ints(3, 1, 150).boxed().toList());
      log.commitFaults().plan(random.ints(2, 1, 8).boxed().toList());
      log.seal();
      finish(ingest.start(parallelism, recordsPerCheckpoint, NOTHING));
      assertHoldsOnce(log, ingest.lake());
      assertThat(log.deadLetters()).containsAll(log.garbage());
    }
  }

  @Property(tries = 1)
  void onS3TooWhereAnswersGetLost(@ForAll Random random) throws Exception {
    try (S3Emulator s3 = S3Emulator.start();
        MemoryLog log = new MemoryLog("topic-a", 2);
        TestIngest ingest =
            new TestIngest(cluster, log, TestLake.at(s3.folder("lake/"), "topic-a"))) {
      s3.decide((method, path) -> fate(method, random));
      grow(log, random, TestCounts.count(100, 10_000));
      log.readFaults().plan(random.ints(2, 1, 100).boxed().toList());
      log.commitFaults().plan(random.ints(2, 1, 8).boxed().toList());
      log.seal();
      finish(ingest.start(2, 10, NOTHING));
      assertHoldsOnce(log, ingest.lake());
    }
  }

  private static Fate fate(String method, Random random) {
    if (!method.equals("PUT")) {
      return Fate.SERVED;
    }
    return switch (random.nextInt(10)) {
      case 0 -> Fate.ANSWER_LOST;
      case 1 -> Fate.CONFLICT;
      default -> Fate.SERVED;
    };
  }

  @Property(tries = 1)
  void whateverItRestartsFromAndAtWhicheverParallelism(@ForAll Random random) throws Exception {
    for (int left = TestCounts.count(4, 100); left > 0; left--) {
      restartAnyhow(random);
    }
  }

  private static void restartAnyhow(Random random) throws Exception {
    try (MemoryLog log = new MemoryLog("topic-a", 1 + random.nextInt(4));
        TestIngest ingest = new TestIngest(cluster, log)) {
      for (int run = 0; run < 3; run++) {
        grow(log, random, 60);
        JobClient job = ingest.start(1 + random.nextInt(3), 10, anyOf(ingest, run, random));
        awaitEnd(job, log, ingest.lake());
        assertCounted(log, ingest.lake());
        job.cancel().get(TIMEOUT.toSeconds(), TimeUnit.SECONDS);
        awaitDone(job);
      }
      assertThat(ingest.retainedCheckpoints()).as("checkpoints to restart from").isNotEmpty();
      assertHoldsOnce(log, ingest.lake());
    }
  }

  /** Nothing, or one of the checkpoints that are left of earlier runs. */
  private static Optional<Path> anyOf(TestIngest ingest, int run, Random random) throws Exception {
    List<Path> checkpoints = run == 0 ? List.of() : ingest.retainedCheckpoints();
    int choice = random.nextInt(checkpoints.size() + 1);
    return choice == checkpoints.size() ? NOTHING : Optional.of(checkpoints.get(choice));
  }

  @Property(tries = 1)
  void aSavepointGoesOnAtAnotherParallelism(@ForAll Random random) throws Exception {
    try (MemoryLog log = new MemoryLog("topic-a", 3);
        TestIngest ingest = new TestIngest(cluster, log)) {
      grow(log, random, 60);
      JobClient job = ingest.start(2, 10, NOTHING);
      awaitEnd(job, log, ingest.lake());
      String savepoint =
          job.stopWithSavepoint(
                  false, ingest.savepoints().toUri().toString(), SavepointFormatType.CANONICAL)
              .get(TIMEOUT.toSeconds(), TimeUnit.SECONDS);
      awaitDone(job);
      grow(log, random, 60);
      log.seal();
      finish(ingest.start(3, 10, Optional.of(Path.of(java.net.URI.create(savepoint)))));
      assertHoldsOnce(log, ingest.lake());
    }
  }

  @Property(tries = 1)
  void aSecondWriterEndsTheJobAndAStartWithoutStateMendsIt() throws Exception {
    try (MemoryLog log = new MemoryLog("topic-a", 1);
        TestIngest ingest = new TestIngest(cluster, log)) {
      IntStream.range(0, 10).forEach(n -> log.append(0));
      JobClient job = ingest.start(1, 5, NOTHING);
      awaitEnd(job, log, ingest.lake());
      int commits = log.commitFaults().passed();
      overtake(ingest.lake(), 10, 12);
      IntStream.range(0, 10).forEach(n -> log.append(0));
      assertThat(failureOf(job)).isInstanceOf(StaleStateException.class);
      assertThat(log.commitFaults().passed())
          .as("attempts to commit: two that the other writer may have covered, and the conflict")
          .isLessThanOrEqualTo(commits + 3);
      log.seal();
      finish(ingest.start(1, 5, NOTHING));
      assertHoldsOnce(log, ingest.lake());
    }
  }

  private static void overtake(TestLake lake, long first, long next) {
    var file = lake.table().write(SampleEvents.rows(0, first, next));
    Map<Integer, OffsetRange> range = Map.of(0, new OffsetRange(first, next));
    lake.table()
        .commit(
            new LakeAppend(
                "topic-a",
                range,
                List.of(file),
                TestLake.counts(SampleEvents.rows(0, first, next))));
  }

  @Property(tries = 1)
  void aTopicThatIsCreatedAnewEndsTheJob() throws Exception {
    try (MemoryLog log = new MemoryLog("topic-a", 1);
        TestIngest ingest = new TestIngest(cluster, log)) {
      log.append(0);
      JobClient job = ingest.start(1, 5, NOTHING);
      awaitEnd(job, log, ingest.lake());
      log.replaceTopic("topic-b");
      log.append(0);
      assertThat(failureOf(job)).isInstanceOf(TopicReplacedException.class);
      assertThat(ingest.lake().rows()).hasSize(1);
    }
  }

  private static void grow(MemoryLog log, Random random, int records) {
    for (int n = 0; n < records; n++) {
      int partition = random.nextInt(log.partitionCount());
      switch (random.nextInt(8)) {
        case 0 -> log.skip(partition);
        case 1 -> log.appendGarbage(partition);
        default -> log.append(partition);
      }
    }
  }

  private static void finish(JobClient job) throws Exception {
    job.getJobExecutionResult().get(TIMEOUT.toSeconds(), TimeUnit.SECONDS);
  }

  private static void awaitEnd(JobClient job, MemoryLog log, TestLake lake) {
    await()
        .atMost(TIMEOUT)
        .pollInterval(Duration.ofMillis(20))
        .until(() -> goesOn(job) && lake.table().position().next().equals(log.passable()));
  }

  /** Fails with the job's failure once it ended. */
  private static boolean goesOn(JobClient job) throws Exception {
    if (job.getJobStatus().get().isTerminalState()) {
      finish(job);
      throw new AssertionError("the job ended well, too early");
    }
    return true;
  }

  private static void awaitDone(JobClient job) {
    await()
        .atMost(TIMEOUT)
        .pollInterval(Duration.ofMillis(10))
        .until(() -> job.getJobStatus().get().isGloballyTerminalState());
  }

  private static Throwable failureOf(JobClient job) throws Exception {
    try {
      finish(job);
      throw new AssertionError("the job ended well");
    } catch (ExecutionException e) {
      Throwable failure = e;
      Set<Throwable> seen = new HashSet<>();
      while (seen.add(failure)) {
        if (failure instanceof StaleStateException || failure instanceof TopicReplacedException) {
          return failure;
        }
        failure = failure.getCause() == null ? failure : failure.getCause();
      }
      throw new AssertionError(ExceptionUtils.stringifyException(e));
    }
  }

  private static void assertHoldsOnce(MemoryLog log, TestLake lake) {
    assertThat(lake.rows()).containsExactlyElementsOf(log.rows());
    assertThat(lake.table().position().next()).isEqualTo(log.passable());
    assertCounted(log, lake);
  }

  /** Accepted = in the lake + dead-lettered, of each database, as whoever appended counts them. */
  private static void assertCounted(MemoryLog log, TestLake lake) {
    EventTotals totals = lake.table().newest().totals();
    assertThat(totals.since()).isEqualTo(LogPosition.start("topic-a"));
    assertThat(totals.uncounted()).isZero();
    Map<DatabaseId, Long> inLake = new HashMap<>();
    totals.counts().databases().forEach((database, n) -> inLake.put(database, n.inLake()));
    assertThat(inLake)
        .isEqualTo(log.rows().stream().collect(groupingBy(r -> r.event().database(), counting())));
    assertThat(totals.counts().all())
        .isEqualTo(new EventCount(log.rows().size(), log.garbage().size()));
  }
}

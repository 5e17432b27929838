package io.tastelake.e2e.ingest;

import static io.tastelake.rules.TestCounts.count;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.tastelake.contracts.lake.LogPosition;
import io.tastelake.domain.interaction.LoggedEvent;
import io.tastelake.e2e.kit.Rows;
import io.tastelake.e2e.kit.Seed;
import io.tastelake.e2e.kit.UnderTarget;
import io.tastelake.log.LogMismatchException;
import io.tastelake.stream.ingest.IngestInteractionsConfig;
import io.tastelake.stream.log.StaleStateException;
import io.tastelake.stream.log.TopicReplacedException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.flink.util.ExceptionUtils;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** However ingest jobs are started, doubled and restored, the lake holds each event once. */
class IngestConflictTest {

  private final SplittableRandom random = Seed.announced("IngestConflictTest").random(0);

  @TempDir(factory = UnderTarget.class, cleanup = CleanupMode.ON_SUCCESS)
  Path folder;

  private LogAndLake system;
  private Feed feed;

  @BeforeEach
  void start() throws Exception {
    system = LogAndLake.start(folder);
    feed = new Feed(system.log(), random.split());
  }

  @AfterEach
  void stop() {
    feed.close();
    system.close();
  }

  @Test
  void ofTwoJobsAtOnceOneIsRefusedAndNothingIsLostOrDoubled() throws Exception {
    feed.flow();
    IngestJob first = IngestJob.start(system.config());
    for (int round = 0; round < count(2, 20); round++) {
      IngestJob second = IngestJob.start(system.config());
      IngestJob one = first;
      await().atMost(Duration.ofMinutes(3)).until(() -> one.ended() || second.ended());
      IngestJob refused = second.ended() ? second : first;
      first = second.ended() ? first : second;
      assertThat(cause(refused.failure(), StaleStateException.class))
          .hasMessageContaining("does not continue where the lake is")
          .hasMessageContaining("Start the job without state");
    }
    feed.close();
    system.awaitCovered();
    first.close();
    system.assertAgreed();
  }

  /** Each run starts from nothing, or from any state that an earlier run left, however old. */
  @Test
  void fromAnyStateAtAnyParallelismNothingIsLostOrDoubled() throws Exception {
    List<URI> states = new ArrayList<>();
    for (int run = 0; run < count(3, 40); run++) {
      IngestInteractionsConfig config = system.config(1 + random.nextInt(LogAndLake.PARTITIONS));
      feed.send(random.nextInt(2_000));
      try (IngestJob job = startAnyhow(config, states)) {
        feed.send(random.nextInt(2_000));
        states.add(job.savepoint(system.states().resolve("savepoints")));
        feed.send(1 + random.nextInt(2_000));
        system.awaitCovered();
      }
    }
    system.assertAgreed();
  }

  private IngestJob startAnyhow(IngestInteractionsConfig config, List<URI> states)
      throws Exception {
    boolean fromNothing = states.isEmpty() || random.nextInt(4) == 0;
    return fromNothing
        ? IngestJob.start(config)
        : IngestJob.restore(config, states.get(random.nextInt(states.size())));
  }

  @Test
  void aTopicThatWasCreatedAnewIsRefused() throws Exception {
    URI state = ingestSome();
    List<LoggedEvent> before = Rows.of(system.lake());
    system.recreateTopic();
    feed.send(3_000);
    assertThatThrownBy(() -> IngestJob.start(system.config()))
        .isInstanceOf(LogMismatchException.class)
        .hasMessageContaining("was created anew")
        .hasMessageContaining("start with a new lake folder");
    assertThatThrownBy(() -> IngestJob.restore(system.config(), state))
        .isInstanceOf(LogMismatchException.class);
    assertThat(Rows.of(system.lake())).hasSameElementsAs(before);
  }

  @Test
  void aTopicThatIsCreatedAnewWhileTheJobRunsEndsTheJob() throws Exception {
    feed.send(1_000);
    try (IngestJob job = IngestJob.start(system.config())) {
      system.awaitCovered();
      List<LoggedEvent> before = Rows.of(system.lake());
      system.recreateTopic();
      feed.flow();
      assertThat(cause(job.failure(), TopicReplacedException.class))
          .hasMessageContaining("was created anew");
      assertThat(Rows.of(system.lake())).hasSameElementsAs(before);
    }
  }

  @Test
  void aLogThatNoLongerReachesBackToTheLakeIsRefused() throws Exception {
    URI state = ingestSome();
    LogPosition before = Rows.position(system.lake());
    feed.send(1_000);
    system.shortenLog();
    assertThatThrownBy(() -> IngestJob.start(system.config()))
        .isInstanceOf(LogMismatchException.class)
        .hasMessageContaining("The log cannot continue the lake")
        .hasMessageContaining("retention")
        .hasMessageContaining("Restore the log");
    assertThatThrownBy(() -> IngestJob.restore(system.config(), state))
        .isInstanceOf(LogMismatchException.class);
    assertThat(Rows.position(system.lake())).isEqualTo(before);
  }

  private URI ingestSome() throws Exception {
    feed.send(1_000);
    try (IngestJob job = IngestJob.start(system.config())) {
      system.awaitCovered();
      return job.savepoint(system.states().resolve("savepoints"));
    }
  }

  private static <T extends Throwable> T cause(Throwable failure, Class<T> type) {
    return ExceptionUtils.findThrowable(failure, type)
        .orElseThrow(() -> new AssertionError("It failed of something else", failure));
  }
}

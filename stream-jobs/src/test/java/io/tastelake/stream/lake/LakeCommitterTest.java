package io.tastelake.stream.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tastelake.contracts.lake.EventCount;
import io.tastelake.contracts.lake.EventTotals;
import io.tastelake.domain.interaction.LoggedEvent;
import io.tastelake.lake.file.DataFile;
import io.tastelake.lake.table.CommitOverwrittenException;
import io.tastelake.lake.table.InteractionsLake;
import io.tastelake.lake.table.LakeAppend;
import io.tastelake.lake.table.OffsetRange;
import io.tastelake.lake.table.PositionConflictException;
import io.tastelake.log.TopicIdentity;
import io.tastelake.stream.log.SampleEvents;
import io.tastelake.stream.log.StaleStateException;
import io.tastelake.stream.log.TopicReplacedException;
import io.tastelake.testkit.lake.TestLake;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.flink.api.connector.sink2.Committer.CommitRequest;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.apache.flink.metrics.testutils.MetricListener;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LakeCommitterTest {

  private final TestLake lake = TestLake.create("topic-a");
  private Optional<String> topicNow = Optional.of("topic-a");
  private final LakeCommitter committer =
      new LakeCommitter(
          () -> InteractionsLake.open(lake.root()),
          () -> new Topic(() -> topicNow),
          new CommitReport(new UnregisteredMetricsGroup(), Clock.systemUTC()));

  @AfterEach
  void close() {
    committer.close();
    lake.close();
  }

  @Test
  void oneCheckpointIsOneCommit() {
    long before = lake.table().newest().version();
    committer.commit(List.of(request(append(0, 0, 5)), request(append(1, 0, 3))));
    assertThat(lake.table().newest().version()).isEqualTo(before + 1);
    assertThat(lake.table().position().next()).isEqualTo(Map.of(0, 5L, 1, 3L));
    assertThat(lake.rows()).hasSize(8);
    assertThat(lake.table().newest().totals().counts().all()).isEqualTo(new EventCount(8, 0));
  }

  @Test
  void repeatingACommitChangesNothing() {
    LakeAppend append = append(0, 0, 5);
    committer.commit(List.of(request(append)));
    long version = lake.table().newest().version();
    Request repeated = request(append);
    committer.commit(List.of(repeated));
    assertThat(repeated.alreadyCommitted).isTrue();
    assertThat(lake.table().newest().version()).isEqualTo(version);
    assertThat(lake.rows()).hasSize(5);
    assertThat(lake.table().newest().totals().counts().all()).isEqualTo(new EventCount(5, 0));
  }

  @Test
  void anAppendOfACheckpointThatDidNotCountBeginsTheCountAnew() {
    committer.commit(List.of(request(append(0, 0, 5))));
    LakeAppend counted = append(0, 5, 9);
    LakeAppend uncounted = new LakeAppend("topic-a", counted.ranges(), counted.files());
    committer.commit(List.of(request(uncounted)));
    EventTotals totals = lake.table().newest().totals();
    assertThat(totals).isEqualTo(EventTotals.since(lake.table().position()));
    committer.commit(List.of(request(append(0, 9, 12))));
    assertThat(lake.table().newest().totals().since()).isEqualTo(totals.since());
    assertThat(lake.table().newest().totals().counts().all()).isEqualTo(new EventCount(3, 0));
  }

  @Test
  void aGapEndsTheJobForGood() {
    refuse(append(0, 1, 5));
  }

  @Test
  void anOverlapEndsTheJobForGood() {
    committer.commit(List.of(request(append(0, 0, 5))));
    refuse(append(0, 4, 9));
  }

  @Test
  void aMoveByAnotherWriterEndsTheJobForGood() {
    LakeAppend ours = append(0, 0, 5);
    lake.table().commit(append(0, 0, 3));
    refuse(ours);
    assertThat(lake.rows()).hasSize(3);
  }

  @Test
  void aVersionThatAnotherWriterOverwroteEndsTheJobForGoodByName() throws IOException {
    committer.commit(List.of(request(append(0, 0, 5))));
    Path commit = Path.of(lake.root()).resolve("interactions/_delta_log/%020d.json".formatted(1));
    Files.writeString(commit, "{\"commitInfo\":{\"timestamp\":1}}\n");
    assertThatThrownBy(() -> committer.commit(List.of(request(append(0, 5, 9)))))
        .isInstanceOf(SuppressRestartsException.class)
        .cause()
        .isInstanceOf(StaleStateException.class)
        .hasMessageContaining("Version 1 of")
        .hasMessageContaining("was overwritten")
        .hasMessageContaining("Start the job without state")
        .cause()
        .isInstanceOf(CommitOverwrittenException.class);
  }

  @Test
  void aReplacedOrMissingTopicEndsTheJobForGood() {
    for (Optional<String> found : List.of(Optional.of("topic-b"), Optional.<String>empty())) {
      topicNow = found;
      assertThatThrownBy(() -> committer.commit(List.of(request(append(0, 0, 5)))))
          .isInstanceOf(SuppressRestartsException.class)
          .hasRootCauseInstanceOf(TopicReplacedException.class);
    }
    assertThat(lake.rows()).isEmpty();
  }

  @Test
  void onePartitionInTwoSubtasksIsAnError() {
    assertThatThrownBy(
            () -> committer.commit(List.of(request(append(0, 0, 5)), request(append(0, 5, 6)))))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("two subtasks");
  }

  @Test
  void countsWhatItCommits() {
    MetricListener listener = new MetricListener();
    CommitReport report = new CommitReport(listener.getMetricGroup(), Clock.systemUTC());
    report.committed(append(0, 0, 5));
    report.committed(append(1, 0, 2));
    assertThat(listener.getCounter("commits").orElseThrow().getCount()).isEqualTo(2);
    assertThat(listener.getCounter("committedRows").orElseThrow().getCount()).isEqualTo(7);
    assertThat(listener.getCounter("committedFiles").orElseThrow().getCount()).isEqualTo(2);
    assertThat(listener.<Long>getGauge("commitLagMillis").orElseThrow().getValue())
        .isBetween(0L, 60_000L);
  }

  private void refuse(LakeAppend append) {
    var position = lake.table().position();
    assertThatThrownBy(() -> committer.commit(List.of(request(append))))
        .isInstanceOf(SuppressRestartsException.class)
        .cause()
        .isInstanceOf(StaleStateException.class)
        .hasMessageContaining("Start the job without state")
        .cause()
        .isInstanceOf(PositionConflictException.class);
    assertThat(lake.table().position()).isEqualTo(position);
  }

  private LakeAppend append(int partition, long first, long next) {
    List<LoggedEvent> rows = SampleEvents.rows(partition, first, next);
    DataFile file = lake.table().write(rows);
    return new LakeAppend(
        "topic-a",
        Map.of(partition, new OffsetRange(first, next)),
        List.of(file),
        TestLake.counts(rows));
  }

  private static Request request(LakeAppend append) {
    return new Request(append);
  }

  private record Topic(Supplier<Optional<String>> now) implements TopicIdentity {

    @Override
    public Optional<String> topicId() {
      return now.get();
    }

    @Override
    public void close() {}
  }

  /** What Flink hands to a committer. */
  private static final class Request implements CommitRequest<LakeAppend> {

    private final LakeAppend append;
    private boolean alreadyCommitted;

    Request(LakeAppend append) {
      this.append = append;
    }

    @Override
    public LakeAppend getCommittable() {
      return append;
    }

    @Override
    public int getNumberOfRetries() {
      return 0;
    }

    @Override
    public void signalFailedWithKnownReason(Throwable failure) {
      throw new AssertionError(failure);
    }

    @Override
    public void signalFailedWithUnknownReason(Throwable failure) {
      throw new AssertionError(failure);
    }

    @Override
    public void retryLater() {
      throw new AssertionError("commits succeed or fail");
    }

    @Override
    public void updateAndRetryLater(LakeAppend other) {
      throw new AssertionError("commits succeed or fail");
    }

    @Override
    public void signalAlreadyCommitted() {
      alreadyCommitted = true;
    }
  }
}

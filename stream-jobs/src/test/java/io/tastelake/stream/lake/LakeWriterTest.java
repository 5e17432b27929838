package io.tastelake.stream.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tastelake.contracts.lake.EventCount;
import io.tastelake.domain.interaction.LoggedEvent;
import io.tastelake.lake.file.DataFile;
import io.tastelake.lake.table.InteractionsLake;
import io.tastelake.lake.table.LakeAppend;
import io.tastelake.lake.table.OffsetRange;
import io.tastelake.stream.log.SampleEvents;
import io.tastelake.stream.log.SourceRecord;
import io.tastelake.testkit.lake.TestLake;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterProperty;
import org.apache.flink.runtime.metrics.groups.InternalSinkWriterMetricGroup;
import org.apache.flink.runtime.metrics.groups.UnregisteredMetricGroups;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LakeWriterTest {

  private static final RollPolicy LARGE = new RollPolicy(1000, 1 << 20);

  private final TestLake lake = TestLake.create("topic-a");

  @AfterEach
  @AfterProperty
  void close() {
    lake.close();
  }

  @Test
  void writesRowsAndTheRangesThatTheyPassed() {
    try (LakeWriter writer = writer(LARGE)) {
      write(writer, 0, 0, 10);
      write(writer, 3, 0, 5);
      LakeAppend append = checkpoint(writer).get(0);
      assertThat(append.topicId()).isEqualTo("topic-a");
      assertThat(append.ranges())
          .isEqualTo(Map.of(0, new OffsetRange(0, 10), 3, new OffsetRange(0, 5)));
      assertThat(lake.table().commit(append)).isTrue();
      List<LoggedEvent> expected = new ArrayList<>(SampleEvents.rows(0, 0, 10));
      expected.addAll(SampleEvents.rows(3, 0, 5));
      assertThat(lake.rows()).isEqualTo(expected);
    }
  }

  @Test
  void theNextCheckpointContinues() {
    try (LakeWriter writer = writer(LARGE)) {
      write(writer, 0, 0, 10);
      checkpoint(writer);
      write(writer, 0, 10, 12);
      assertThat(checkpoint(writer).get(0).ranges()).containsEntry(0, new OffsetRange(10, 12));
    }
  }

  @Test
  void withoutRecordsThereIsNothingToCommit() {
    try (LakeWriter writer = writer(LARGE)) {
      assertThat(checkpoint(writer)).isEmpty();
    }
  }

  @Test
  void dropsWhatTheLakeHolds() {
    lake.table().commit(new LakeAppend("topic-a", Map.of(0, new OffsetRange(0, 7)), List.of()));
    try (LakeWriter writer = writer(LARGE)) {
      write(writer, 0, 0, 7);
      assertThat(checkpoint(writer)).isEmpty();
      write(writer, 0, 5, 9);
      LakeAppend append = checkpoint(writer).get(0);
      assertThat(append.ranges()).isEqualTo(Map.of(0, new OffsetRange(7, 9)));
      assertThat(rows(append)).isEqualTo(2);
    }
  }

  @Test
  void aSkipThatStraddlesThePositionIsCutThere() {
    lake.table().commit(new LakeAppend("topic-a", Map.of(0, new OffsetRange(0, 7)), List.of()));
    try (LakeWriter writer = writer(LARGE)) {
      writer.write(SampleEvents.record(0, 9).continuing(4), null);
      LakeAppend append = checkpoint(writer).get(0);
      assertThat(append.ranges()).containsEntry(0, new OffsetRange(7, 10));
      assertThat(append.counts().get(0).skipped()).isEqualTo(2);
      assertThat(append.counts().get(0).offsets()).isEqualTo(3);
    }
  }

  @Test
  void aDeadLetterIsPassedWithoutARow() {
    try (LakeWriter writer = writer(LARGE)) {
      write(writer, 0, 0, 1);
      writer.write(SourceRecord.undecodable(0, 1, Optional.empty(), null, "broken"), null);
      LakeAppend append = checkpoint(writer).get(0);
      assertThat(append.ranges()).containsEntry(0, new OffsetRange(0, 2));
      assertThat(rows(append)).isEqualTo(1);
      assertThat(append.counts().get(0).all()).isEqualTo(new EventCount(1, 1));
      writer.write(SourceRecord.undecodable(0, 2, Optional.empty(), null, "broken"), null);
      append = checkpoint(writer).get(0);
      assertThat(append.ranges()).containsEntry(0, new OffsetRange(2, 3));
      assertThat(append.files()).isEmpty();
    }
  }

  @Property(tries = 20)
  void rollsFilesByRows(
      @ForAll @IntRange(min = 1, max = 50) int roll, @ForAll @IntRange(min = 1, max = 99) int n) {
    try (LakeWriter writer = writer(new RollPolicy(roll, 1 << 20))) {
      write(writer, 0, 0, n);
      LakeAppend append = checkpoint(writer).get(0);
      assertThat(append.files()).hasSize((n + roll - 1) / roll);
      assertThat(append.files()).allMatch(file -> file.rows() <= roll);
      assertThat(rows(append)).isEqualTo(n);
    }
  }

  @Test
  void rollsFilesByBytes() {
    try (LakeWriter writer = writer(new RollPolicy(1000, 1024))) {
      write(writer, 0, 0, 10);
      assertThat(checkpoint(writer).get(0).files()).hasSize(5);
    }
  }

  @Test
  void aGapWithinACheckpointIsAnError() {
    try (LakeWriter writer = writer(LARGE)) {
      write(writer, 0, 0, 2);
      assertThatThrownBy(() -> write(writer, 0, 3, 4))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("out of order");
    }
  }

  private LakeWriter writer(RollPolicy roll) {
    return new LakeWriter(
        InteractionsLake.open(lake.root()),
        roll,
        InternalSinkWriterMetricGroup.wrap(
            UnregisteredMetricGroups.createUnregisteredOperatorMetricGroup()));
  }

  private static void write(LakeWriter writer, int partition, long first, long next) {
    for (long offset = first; offset < next; offset++) {
      writer.write(SampleEvents.record(partition, offset), null);
    }
  }

  private static List<LakeAppend> checkpoint(LakeWriter writer) {
    writer.flush(false);
    return List.copyOf(writer.prepareCommit());
  }

  private static long rows(LakeAppend append) {
    return append.files().stream().mapToLong(DataFile::rows).sum();
  }
}

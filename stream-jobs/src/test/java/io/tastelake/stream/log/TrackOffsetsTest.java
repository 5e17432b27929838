package io.tastelake.stream.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tastelake.lake.table.LakeAppend;
import io.tastelake.lake.table.OffsetRange;
import io.tastelake.testkit.lake.TestLake;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.lifecycle.AfterProperty;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.apache.flink.streaming.api.operators.ProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TrackOffsetsTest {

  private static final int MAX_PARALLELISM = 8;

  private final TestLake lake = TestLake.create("topic-a");

  @AfterEach
  @AfterProperty
  void close() {
    lake.close();
  }

  @Test
  void withoutStateItContinuesWhereTheLakeIs() throws Exception {
    moveLakeTo(0, 5);
    try (Harness harness = new Harness(lake, 1, 0)) {
      harness.start();
      assertThat(harness.pass(0, 5, 8).first()).isEqualTo(5);
      assertThat(harness.pass(0, 9).first()).isEqualTo(9);
      assertThat(harness.pass(1, 3).first()).isZero();
    }
  }

  @Test
  void skippedOffsetsBelongToTheNextRecord() throws Exception {
    try (Harness harness = new Harness(lake, 1, 0)) {
      harness.start();
      harness.pass(0, 0);
      assertThat(harness.pass(0, 10).first()).isEqualTo(1);
      assertThat(harness.pass(0, 11).first()).isEqualTo(11);
    }
  }

  @Test
  void aDeadLetterIsPassedAndSentAside() throws Exception {
    try (Harness harness = new Harness(lake, 1, 0)) {
      harness.start();
      SourceRecord letter =
          SourceRecord.undecodable(0, 0, Optional.empty(), new byte[] {1}, "broken");
      assertThat(harness.pass(letter).next()).isEqualTo(1);
      assertThat(harness.pass(0, 1).first()).isEqualTo(1);
      assertThat(harness.deadLetters()).hasSize(1);
    }
  }

  @Test
  void aDeadLetterThatTheLakeHasPassedIsNotSentAgain() throws Exception {
    moveLakeTo(0, 5);
    try (Harness harness = new Harness(lake, 1, 0)) {
      harness.start();
      harness.pass(SourceRecord.undecodable(0, 4, Optional.empty(), new byte[] {1}, "broken"));
      assertThat(harness.deadLetters()).isEmpty();
      harness.pass(SourceRecord.undecodable(0, 5, Optional.empty(), new byte[] {1}, "broken"));
      assertThat(harness.deadLetters()).hasSize(1);
    }
  }

  @Test
  void aRecordBelowThePositionContinuesFromItself() throws Exception {
    moveLakeTo(0, 5);
    try (Harness harness = new Harness(lake, 1, 0)) {
      harness.start();
      assertThat(harness.pass(0, 3).first()).isEqualTo(3);
      assertThat(harness.pass(0, 4).first()).isEqualTo(4);
      assertThat(harness.pass(0, 5).first()).isEqualTo(5);
    }
  }

  @Test
  void stateOutranksTheLakeAndKeepsWhereItBegan() throws Exception {
    moveLakeTo(1, 7);
    OperatorSubtaskState state;
    try (Harness harness = new Harness(lake, 1, 0)) {
      harness.start();
      harness.pass(0, 2);
      state = harness.snapshot();
    }
    moveLakeTo(1, 9);
    try (Harness harness = new Harness(lake, 1, 0)) {
      harness.start(state);
      assertThat(harness.pass(0, 4).first()).isEqualTo(3);
      assertThat(harness.pass(1, 12).first()).isEqualTo(7);
    }
  }

  @Test
  void stateOfAnotherTopicEndsTheJob() throws Exception {
    OperatorSubtaskState state;
    try (Harness harness = new Harness(lake, 1, 0)) {
      harness.start();
      state = harness.snapshot();
    }
    try (TestLake other = TestLake.create("topic-b");
        Harness harness = new Harness(other, 1, 0)) {
      assertThatThrownBy(() -> harness.start(state))
          .isInstanceOf(SuppressRestartsException.class)
          .hasRootCauseInstanceOf(StaleStateException.class)
          .rootCause()
          .hasMessageContaining("topic-a")
          .hasMessageContaining("without state");
    }
  }

  /**
   * However often the job is restored at another parallelism, and to whichever subtask a partition
   * comes, the ranges of one partition join without gap or overlap.
   */
  @Property(tries = 15)
  void rangesJoinOverRescaling(
      @ForAll @Size(min = 1, max = 4) List<@IntRange(min = 1, max = 4) Integer> parallelisms,
      @ForAll @IntRange(min = 1, max = 5) int partitions,
      @ForAll @IntRange(min = 1, max = 3) int step)
      throws Exception {
    Map<Integer, Long> reached = new HashMap<>();
    OperatorSubtaskState state = null;
    int before = 0;
    for (int run = 0; run < parallelisms.size(); run++) {
      int parallelism = parallelisms.get(run);
      state = passOn(state, before, parallelism, partitions, run, step, reached);
      before = parallelism;
    }
  }

  private OperatorSubtaskState passOn(
      OperatorSubtaskState state,
      int before,
      int parallelism,
      int partitions,
      int run,
      int step,
      Map<Integer, Long> reached)
      throws Exception {
    List<OperatorSubtaskState> snapshots = new ArrayList<>();
    for (int subtask = 0; subtask < parallelism; subtask++) {
      try (Harness harness = new Harness(lake, parallelism, subtask)) {
        harness.start(state, before);
        for (int partition = 0; partition < partitions; partition++) {
          boolean reads = (partition + run) % parallelism == subtask;
          boolean rests = (partition + run) % 3 == 0;
          if (reads && !rests) {
            long first = reached.getOrDefault(partition, 0L);
            SourceRecord passed = harness.pass(partition, first + step - 1);
            assertThat(passed.first()).isEqualTo(first);
            reached.put(partition, passed.next());
          }
        }
        snapshots.add(harness.snapshot());
      }
    }
    return AbstractStreamOperatorTestHarness.repackageState(
        snapshots.toArray(OperatorSubtaskState[]::new));
  }

  private void moveLakeTo(int partition, long next) {
    long first = lake.table().position().next(partition);
    OffsetRange range = new OffsetRange(first, next);
    lake.table().commit(new LakeAppend("topic-a", Map.of(partition, range), List.of()));
  }

  /** The operator in one subtask. */
  private static final class Harness implements AutoCloseable {

    private final int parallelism;
    private final int subtask;
    private final OneInputStreamOperatorTestHarness<SourceRecord, SourceRecord> harness;

    Harness(TestLake lake, int parallelism, int subtask) throws Exception {
      this.parallelism = parallelism;
      this.subtask = subtask;
      this.harness =
          new OneInputStreamOperatorTestHarness<>(
              new ProcessOperator<>(new TrackOffsets(lake.root())),
              MAX_PARALLELISM,
              parallelism,
              subtask);
    }

    void start() throws Exception {
      harness.open();
    }

    void start(OperatorSubtaskState state) throws Exception {
      start(state, 1);
    }

    void start(OperatorSubtaskState state, int parallelismBefore) throws Exception {
      if (state != null) {
        harness.initializeState(
            AbstractStreamOperatorTestHarness.repartitionOperatorState(
                state, MAX_PARALLELISM, parallelismBefore, parallelism, subtask));
      }
      harness.open();
    }

    /** Passes one record after the other; returns the first as it comes out. */
    SourceRecord pass(int partition, long... offsets) throws Exception {
      SourceRecord first = null;
      for (long offset : offsets) {
        SourceRecord passed = pass(SampleEvents.record(partition, offset));
        first = first == null ? passed : first;
      }
      return first;
    }

    SourceRecord pass(SourceRecord record) throws Exception {
      harness.processElement(new StreamRecord<>(record));
      List<SourceRecord> passed = harness.extractOutputValues();
      return passed.get(passed.size() - 1);
    }

    Iterable<StreamRecord<SourceRecord>> deadLetters() {
      return harness.getSideOutput(TrackOffsets.DEAD_LETTERS) == null
          ? List.of()
          : harness.getSideOutput(TrackOffsets.DEAD_LETTERS);
    }

    OperatorSubtaskState snapshot() throws Exception {
      return harness.snapshot(1, 1);
    }

    @Override
    public void close() {
      try {
        harness.close();
      } catch (Exception e) {
        throw new IllegalStateException("the operator does not close", e);
      }
    }
  }
}

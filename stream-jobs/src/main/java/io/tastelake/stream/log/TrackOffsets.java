package io.tastelake.stream.log;

import io.tastelake.contracts.lake.LogPosition;
import io.tastelake.lake.table.InteractionsLake;
import io.tastelake.stream.metric.JobMetric;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.metrics.Counter;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Marks each record with the offset from which it continues, so that what the sink commits leaves
 * out no offset: those that the log skips and those of dead letters are passed too. Dead letters
 * also go to {@link #DEAD_LETTERS}, unless the lake has passed them already.
 *
 * <p>State: the position that the source has passed, a {@link LogPosition} as JSON per subtask. It
 * is union state, since a partition may come back to another subtask; the furthest offset wins,
 * since a job only moves forward. Without state the position is the lake's.
 */
public final class TrackOffsets extends ProcessFunction<SourceRecord, SourceRecord>
    implements CheckpointedFunction {

  private static final long serialVersionUID = 1L;

  /** Records that no event could be read from. */
  public static final OutputTag<SourceRecord> DEAD_LETTERS =
      new OutputTag<>("dead-letters", SourceRecord.TYPE);

  private static final ListStateDescriptor<String> PASSED =
      new ListStateDescriptor<>("passed", Types.STRING);

  private final URI lake;

  private transient LogPosition held;
  private transient Map<Integer, Long> next;
  private transient ListState<String> passed;
  private transient Counter deadLetters;

  public TrackOffsets(URI lake) {
    this.lake = lake;
  }

  @Override
  public void initializeState(FunctionInitializationContext context) throws Exception {
    held = positionOfLake();
    next = new HashMap<>();
    passed = context.getOperatorStateStore().getUnionListState(PASSED);
    if (context.isRestored()) {
      restore(passed.get());
    } else {
      next.putAll(held.next());
    }
  }

  @Override
  public void open(OpenContext context) {
    deadLetters = getRuntimeContext().getMetricGroup().counter(JobMetric.DEAD_LETTERS.label());
  }

  private LogPosition positionOfLake() {
    try (InteractionsLake table = InteractionsLake.open(lake)) {
      return table.position();
    }
  }

  private void restore(Iterable<String> positions) {
    for (String json : positions) {
      LogPosition position = LogPosition.fromJson(json);
      requireTopicOfLake(position);
      position.next().forEach((partition, offset) -> next.merge(partition, offset, Math::max));
    }
  }

  private void requireTopicOfLake(LogPosition position) {
    if (!position.topicId().equals(held.topicId())) {
      throw StaleStateException.terminal(
          "The job's state belongs to the topic with id "
              + position.topicId()
              + ", the lake to the one with id "
              + held.topicId()
              + ".",
          null);
    }
  }

  @Override
  public void processElement(SourceRecord record, Context context, Collector<SourceRecord> out) {
    long continued = next.getOrDefault(record.partition(), 0L);
    if (record.offset() >= continued) {
      next.put(record.partition(), record.next());
    }
    if (record.deadLetter().isPresent() && !held.covers(record.partition(), record.offset())) {
      deadLetters.inc();
      context.output(DEAD_LETTERS, record);
    }
    out.collect(record.continuing(Math.min(continued, record.offset())));
  }

  @Override
  public void snapshotState(FunctionSnapshotContext context) throws Exception {
    passed.update(List.of(new LogPosition(held.topicId(), next).toJson()));
  }
}

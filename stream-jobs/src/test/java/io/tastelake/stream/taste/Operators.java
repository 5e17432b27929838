package io.tastelake.stream.taste;

import io.tastelake.lake.taste.ItemFactorsSource;
import io.tastelake.stream.interaction.UserInput;
import io.tastelake.stream.interaction.UserInputSerializer;
import io.tastelake.stream.log.SourceRecord;
import io.tastelake.stream.session.AttributeSessions;
import io.tastelake.stream.store.StoreView;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.function.Consumer;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.api.operators.ProcessOperator;
import org.apache.flink.streaming.api.operators.co.CoBroadcastWithKeyedOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedBroadcastOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;

/** The job's operators, one subtask of each, joined by hand. */
@SuppressWarnings("try") // harnesses may be interrupted while they close
final class Operators implements AutoCloseable {

  static final Duration FLUSH = Duration.ofMillis(50);

  private final OneInputStreamOperatorTestHarness<SourceRecord, UserInput> route;
  private final KeyedOneInputStreamOperatorTestHarness<String, SourceRecord, UserInput> sessions;
  private final KeyedBroadcastOperatorTestHarness<String, UserInput, StoreView, TasteUpdate> taste;
  private final Queue<UserInput> underWay = new ArrayDeque<>();
  private final Consumer<TasteUpdate> sink;

  /** What a checkpoint holds. */
  record Checkpoint(OperatorSubtaskState sessions, OperatorSubtaskState taste, long time) {

    long bytes() {
      return sessions.getStateSize() + taste.getStateSize();
    }
  }

  private Operators(
      OneInputStreamOperatorTestHarness<SourceRecord, UserInput> route,
      KeyedOneInputStreamOperatorTestHarness<String, SourceRecord, UserInput> sessions,
      KeyedBroadcastOperatorTestHarness<String, UserInput, StoreView, TasteUpdate> taste,
      Consumer<TasteUpdate> sink) {
    this.route = route;
    this.sessions = sessions;
    this.taste = taste;
    this.sink = sink;
  }

  static Operators start(ItemFactorsSource reader, Consumer<TasteUpdate> sink) throws Exception {
    return start(reader, sink, null, null);
  }

  /** Opens the operators with nothing to begin with, for changes to be gathered so long. */
  static Operators start(ItemFactorsSource reader, Consumer<TasteUpdate> sink, Debounce debounce)
      throws Exception {
    return start(reader, sink, null, null, debounce);
  }

  /**
   * Opens the operators.
   *
   * @param backend where state is kept; null for the heap
   * @param restored what they begin with; null for nothing
   */
  static Operators start(
      ItemFactorsSource reader,
      Consumer<TasteUpdate> sink,
      StateBackend backend,
      Checkpoint restored)
      throws Exception {
    return start(reader, sink, backend, restored, Debounce.of(FLUSH));
  }

  private static Operators start(
      ItemFactorsSource reader,
      Consumer<TasteUpdate> sink,
      StateBackend backend,
      Checkpoint restored,
      Debounce debounce)
      throws Exception {
    var route = new OneInputStreamOperatorTestHarness<>(new ProcessOperator<>(new RouteEvents()));
    var sessions =
        new KeyedOneInputStreamOperatorTestHarness<>(
            new KeyedProcessOperator<>(new AttributeSessions()),
            AttributeSessions::key,
            Types.STRING);
    var taste =
        new KeyedBroadcastOperatorTestHarness<>(
            new CoBroadcastWithKeyedOperator<>(
                new UpdateTaste("memory", debounce, () -> 1, reader), List.of(Databases.STATE)),
            UserInput::key,
            Types.STRING,
            128,
            1,
            0);
    if (backend != null) {
      sessions.setStateBackend(backend);
      taste.setStateBackend(backend);
    }
    route.setup(UserInputSerializer.TYPE.createSerializer(null));
    sessions.setup(UserInputSerializer.TYPE.createSerializer(null));
    taste.setup(TasteUpdateSerializer.TYPE.createSerializer(null));
    if (restored != null) {
      sessions.initializeState(restored.sessions());
      taste.initializeState(restored.taste());
    }
    route.open();
    sessions.open();
    taste.open();
    Operators operators = new Operators(route, sessions, taste, sink);
    operators.advance(restored == null ? 1 : restored.time());
    return operators;
  }

  void event(SourceRecord record) throws Exception {
    route.processElement(new StreamRecord<>(record));
    for (UserInput own : route.extractOutputValues()) {
      taste(own);
    }
    route.getOutput().clear();
    var toSessions = route.getSideOutput(RouteEvents.SESSIONS);
    if (toSessions != null) {
      while (!toSessions.isEmpty()) {
        sessions.processElement(new StreamRecord<>(toSessions.poll().getValue()));
      }
    }
    underWay.addAll(sessions.extractOutputValues());
    sessions.getOutput().clear();
  }

  /** Lets some of what sessions said arrive. */
  void deliver(int inputs) throws Exception {
    for (int left = inputs; left > 0 && !underWay.isEmpty(); left--) {
      taste(underWay.poll());
    }
  }

  int underWay() {
    return underWay.size();
  }

  private void taste(UserInput input) throws Exception {
    taste.processElement(new StreamRecord<>(input));
    emitted();
  }

  void view(StoreView view) throws Exception {
    taste.processBroadcastElement(new StreamRecord<>(view));
    emitted();
  }

  /** Lets time pass, milliseconds. */
  void advance(long millis) throws Exception {
    sessions.setProcessingTime(sessions.getProcessingTime() + millis);
    underWay.addAll(sessions.extractOutputValues());
    sessions.getOutput().clear();
    taste.setProcessingTime(taste.getProcessingTime() + millis);
    emitted();
  }

  private void emitted() {
    taste.extractOutputValues().forEach(sink);
    taste.getOutput().clear();
  }

  /** A checkpoint, which what is under way comes before. */
  Checkpoint checkpoint(long id) throws Exception {
    deliver(Integer.MAX_VALUE);
    return new Checkpoint(
        sessions.snapshot(id, id), taste.snapshot(id, id), taste.getProcessingTime());
  }

  @Override
  public void close() throws Exception {
    route.close();
    sessions.close();
    taste.close();
  }
}

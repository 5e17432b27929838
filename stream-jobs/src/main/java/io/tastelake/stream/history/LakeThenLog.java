package io.tastelake.stream.history;

import io.tastelake.contracts.lake.LogPosition;
import io.tastelake.stream.log.SourceRecord;
import java.util.Optional;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceSplit;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.connector.base.source.hybrid.HybridSource;
import org.apache.flink.util.function.SerializableFunction;

/** The lake's history, then the log from exactly where that ends. */
public final class LakeThenLog {

  private LakeThenLog() {}

  /**
   * The log as a source.
   *
   * @param <S> its splits
   * @param <C> its enumerator's state
   */
  public interface Log<S extends SourceSplit, C>
      extends SerializableFunction<Optional<LogPosition>, Source<SourceRecord, S, C>> {

    /**
     * The log from a position on.
     *
     * @param position nothing if the source is restored, since its state says where it stands
     */
    @Override
    Source<SourceRecord, S, C> apply(Optional<LogPosition> position);
  }

  /** A source that needs no more than the lake and the log to begin anew. */
  public static <S extends SourceSplit, C> HybridSource<SourceRecord> source(
      HistorySource history, Boundedness boundedness, Log<S, C> log) {
    return HybridSource.<SourceRecord, HistoryEnumerator>builder(history)
        .<SplitEnumerator<S, C>, LogAfterHistory<S, C>>addSource(
            context ->
                new LogAfterHistory<>(
                    log.apply(
                        Optional.ofNullable(context.getPreviousEnumerator())
                            .map(HistoryEnumerator::position))),
            boundedness)
        .build();
  }
}

package io.tastelake.stream.store;

import java.time.Duration;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/**
 * What ratings depend on, whole, when the source starts and whenever it has changed. The store is
 * looked at every so often, by one reader and in a thread of its own; while it is away nothing
 * comes, and nothing fails. Without state: nothing is to be continued.
 */
public final class StoreSource implements Source<StoreView, NoSplit, Void> {

  private static final long serialVersionUID = 1L;

  private final StoreAccess store;
  private final Duration refreshInterval;

  public StoreSource(StoreAccess store, Duration refreshInterval) {
    this.store = store;
    this.refreshInterval = refreshInterval;
  }

  @Override
  public Boundedness getBoundedness() {
    return Boundedness.CONTINUOUS_UNBOUNDED;
  }

  @Override
  public SourceReader<StoreView, NoSplit> createReader(SourceReaderContext context) {
    return new StoreSourceReader(store, refreshInterval, context.metricGroup());
  }

  @Override
  public SplitEnumerator<NoSplit, Void> createEnumerator(SplitEnumeratorContext<NoSplit> context) {
    return new NothingToAssign();
  }

  @Override
  public SplitEnumerator<NoSplit, Void> restoreEnumerator(
      SplitEnumeratorContext<NoSplit> context, Void nothing) {
    return new NothingToAssign();
  }

  @Override
  public SimpleVersionedSerializer<NoSplit> getSplitSerializer() {
    return new NoBytes<>();
  }

  @Override
  public SimpleVersionedSerializer<Void> getEnumeratorCheckpointSerializer() {
    return new NoBytes<>();
  }
}

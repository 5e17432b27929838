package io.tastelake.stream.history;

import io.tastelake.stream.log.SourceRecord;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SourceSplit;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/**
 * The log as it follows history. A reader that is restored to where it still read history, when the
 * others have passed on to the log, asks the log's enumerator for history's next split; that would
 * not answer, and the reader would wait for ever.
 */
final class LogAfterHistory<S extends SourceSplit, C> implements Source<SourceRecord, S, C> {

  private static final long serialVersionUID = 1L;

  private final Source<SourceRecord, S, C> log;

  LogAfterHistory(Source<SourceRecord, S, C> log) {
    this.log = log;
  }

  @Override
  public Boundedness getBoundedness() {
    return log.getBoundedness();
  }

  @Override
  public SourceReader<SourceRecord, S> createReader(SourceReaderContext context) throws Exception {
    return log.createReader(context);
  }

  @Override
  public SplitEnumerator<S, C> createEnumerator(SplitEnumeratorContext<S> context)
      throws Exception {
    return new LogEnumerator<>(log.createEnumerator(context), context);
  }

  @Override
  public SplitEnumerator<S, C> restoreEnumerator(SplitEnumeratorContext<S> context, C checkpoint)
      throws Exception {
    return new LogEnumerator<>(log.restoreEnumerator(context, checkpoint), context);
  }

  @Override
  public SimpleVersionedSerializer<S> getSplitSerializer() {
    return log.getSplitSerializer();
  }

  @Override
  public SimpleVersionedSerializer<C> getEnumeratorCheckpointSerializer() {
    return log.getEnumeratorCheckpointSerializer();
  }
}

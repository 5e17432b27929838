package io.tastelake.stream.taste;

import java.io.IOException;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connector's writer, but that it can always be closed. While the store is away the connector
 * fails to close, and Flink takes a task that fails so for one that cannot be cleaned up: it would
 * end the whole task manager. What was not written is made again from the checkpoint.
 */
final class TasteWriter implements SinkWriter<TasteUpdate> {

  private static final Logger LOG = LoggerFactory.getLogger(TasteWriter.class);

  private final SinkWriter<TasteUpdate> connector;

  TasteWriter(SinkWriter<TasteUpdate> connector) {
    this.connector = connector;
  }

  @Override
  public void write(TasteUpdate update, Context context) throws IOException, InterruptedException {
    connector.write(update, context);
  }

  @Override
  public void flush(boolean endOfInput) throws IOException, InterruptedException {
    connector.flush(endOfInput);
  }

  @Override
  @SuppressWarnings("try") // an interruption is kept
  public void close() {
    try {
      connector.close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (Exception e) {
      LOG.warn("Could not close the connection to the online store.", e);
    }
  }
}

package io.tastelake.stream.store;

import org.apache.flink.api.connector.source.SourceSplit;

/** The source is read whole by one reader: there are no splits. */
final class NoSplit implements SourceSplit {

  @Override
  public String splitId() {
    return "none";
  }
}

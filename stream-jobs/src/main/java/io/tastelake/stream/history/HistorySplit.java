package io.tastelake.stream.history;

import java.util.Objects;
import org.apache.flink.api.connector.source.SourceSplit;

/**
 * A part of one version of the lake: rows of a range of actor hashes, in their order.
 *
 * @param version the Delta version
 * @param passed how many of the rows were emitted already
 */
public record HistorySplit(long version, long firstHash, long lastHash, long passed)
    implements SourceSplit {

  @Override
  public String splitId() {
    return Objects.toString(firstHash);
  }

  HistorySplit passed(long rows) {
    return new HistorySplit(version, firstHash, lastHash, rows);
  }
}

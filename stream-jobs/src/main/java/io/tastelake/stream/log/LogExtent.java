package io.tastelake.stream.log;

import io.tastelake.lake.table.OffsetRange;
import java.util.Map;

/**
 * What a topic holds at one moment.
 *
 * @param topicId Kafka's id of the topic
 * @param partitions of each partition, its earliest offset and the one after its latest
 */
public record LogExtent(String topicId, Map<Integer, OffsetRange> partitions) {

  public LogExtent {
    partitions = Map.copyOf(partitions);
  }
}

package io.tastelake.log;

import io.tastelake.contracts.lake.LogPosition;

/**
 * What a topic holds at one moment. Both positions name every partition of the topic.
 *
 * @param begin the earliest offset of each partition
 * @param end the offset after the latest of each partition
 */
public record LogExtent(LogPosition begin, LogPosition end) {

  /** Kafka's id of the topic. */
  public String topicId() {
    return end.topicId();
  }
}

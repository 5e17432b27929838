package io.tastelake.stream.log;

import static java.util.stream.Collectors.toMap;

import io.tastelake.contracts.lake.LogPosition;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.kafka.clients.consumer.OffsetResetStrategy;
import org.apache.kafka.common.TopicPartition;

/** Starts a source at a position. A source that is restored needs none. */
@SuppressWarnings("deprecation") // the connector's interface names Kafka's deprecated enum
public final class PositionOffsets implements OffsetsInitializer {

  private static final long serialVersionUID = 1L;

  /** As JSON; null if the source is restored. */
  private final String position;

  public PositionOffsets(Optional<LogPosition> position) {
    this.position = position.map(LogPosition::toJson).orElse(null);
  }

  @Override
  public Map<TopicPartition, Long> getPartitionOffsets(
      Collection<TopicPartition> partitions, PartitionOffsetsRetriever retriever) {
    if (partitions.isEmpty()) {
      return Map.of();
    }
    if (position == null) {
      throw StaleStateException.terminal(
          "The job's state was taken between the lake's end and the log's first record, and does not"
              + " say where the log goes on.",
          null);
    }
    LogPosition from = LogPosition.fromJson(position);
    return partitions.stream()
        .collect(toMap(topic -> topic, topic -> from.next(topic.partition())));
  }

  /** An offset that the log no longer holds is an error, never a jump. */
  @Override
  public OffsetResetStrategy getAutoOffsetResetStrategy() {
    return OffsetResetStrategy.NONE;
  }
}

package io.tastelake.stream.log;

import static java.util.stream.Collectors.toMap;

import io.tastelake.contracts.lake.LogPosition;
import io.tastelake.lake.table.InteractionsLake;
import java.net.URI;
import java.util.Collection;
import java.util.Map;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.kafka.clients.consumer.OffsetResetStrategy;
import org.apache.kafka.common.TopicPartition;

/**
 * Starts a source without state where the lake is. The lake is asked when the source starts, not
 * when the job is submitted, so that a job that fails before its first checkpoint starts right too.
 */
@SuppressWarnings("deprecation") // the connector's interface names Kafka's deprecated enum
public final class LakeOffsets implements OffsetsInitializer {

  private static final long serialVersionUID = 1L;

  private final URI lake;

  public LakeOffsets(URI lake) {
    this.lake = lake;
  }

  @Override
  public Map<TopicPartition, Long> getPartitionOffsets(
      Collection<TopicPartition> partitions, PartitionOffsetsRetriever retriever) {
    try (InteractionsLake table = InteractionsLake.open(lake)) {
      LogPosition position = table.position();
      return partitions.stream()
          .collect(toMap(topic -> topic, topic -> position.next(topic.partition())));
    }
  }

  /** An offset that the log no longer holds is an error, never a jump. */
  @Override
  public OffsetResetStrategy getAutoOffsetResetStrategy() {
    return OffsetResetStrategy.NONE;
  }
}

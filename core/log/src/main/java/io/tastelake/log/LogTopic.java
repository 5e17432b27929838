package io.tastelake.log;

import io.tastelake.contracts.log.EventCodec;
import io.tastelake.contracts.log.Topics;
import io.tastelake.domain.interaction.InteractionEvent;
import io.tastelake.domain.interaction.LoggedEvent;
import java.io.Serializable;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.apache.kafka.common.TopicPartition;

/**
 * The topic {@code interactions} as it was found at start.
 *
 * @param id Kafka's id of it; a topic that is created anew has another
 * @param partitionCount fixed when the topic was created
 * @param maxBatch bytes that the broker takes in one batch of records
 */
public record LogTopic(String id, int partitionCount, int maxBatch) implements Serializable {

  /** More than a batch's header, a record's header and its varints ever take. */
  private static final int BATCH_OVERHEAD = 256;

  /** Where the events of a record key are, by Kafka's own rule for keys. */
  public int partition(byte[] key) {
    return partition(key, partitionCount);
  }

  static int partition(byte[] key, int partitionCount) {
    return BuiltInPartitioner.partitionForKey(key, partitionCount);
  }

  /** Whether an event stands where its key's events do: elsewhere it is a dead letter. */
  public boolean isInPlace(LoggedEvent logged) {
    InteractionEvent event = logged.event();
    return partition(Topics.key(event.database(), event.actor())) == logged.partition();
  }

  public List<Integer> partitions() {
    return IntStream.range(0, partitionCount).boxed().toList();
  }

  public List<TopicPartition> topicPartitions() {
    return partitions().stream().map(LogTopic::topicPartition).toList();
  }

  private static TopicPartition topicPartition(int partition) {
    return new TopicPartition(Topics.INTERACTIONS, partition);
  }

  /** The most bytes that an event's key and value take: what the topic takes and readers read. */
  public int maxEventBytes() {
    return Math.min(maxBatch - BATCH_OVERHEAD, EventCodec.MAX_BYTES);
  }
}

package io.tastelake.serving.log;

import io.tastelake.contracts.lake.LogPosition;
import io.tastelake.contracts.log.Topics;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * The topic {@code interactions} as it was found at start.
 *
 * @param id Kafka's id of it; a topic that is created anew has another
 * @param partitionCount fixed when the topic was created
 * @param maxBatch bytes that the broker takes in one batch of records
 */
public record LogTopic(String id, int partitionCount, int maxBatch) {

  /**
   * Asks the broker.
   *
   * @throws LogMismatchException if there is no such topic
   * @throws LogUnavailableException if the broker does not answer in time
   */
  public static LogTopic find(Admin admin, Duration timeout) {
    TopicDescription topic = describe(admin, timeout);
    var resource = new ConfigResource(ConfigResource.Type.TOPIC, Topics.INTERACTIONS);
    var config = answer(admin.describeConfigs(List.of(resource)).all(), timeout).get(resource);
    return new LogTopic(
        topic.topicId().toString(),
        topic.partitions().size(),
        Integer.parseInt(config.get(TopicConfig.MAX_MESSAGE_BYTES_CONFIG).value()));
  }

  static TopicDescription describe(Admin admin, Duration timeout) {
    var topics = admin.describeTopics(List.of(Topics.INTERACTIONS)).allTopicNames();
    return answer(topics, timeout).get(Topics.INTERACTIONS);
  }

  /** Where the events of a record key are, by Kafka's own rule for keys. */
  public int partition(byte[] key) {
    return BuiltInPartitioner.partitionForKey(key, partitionCount);
  }

  public List<Integer> partitions() {
    return IntStream.range(0, partitionCount).boxed().toList();
  }

  List<TopicPartition> topicPartitions() {
    return partitions().stream().map(LogTopic::topicPartition).toList();
  }

  static TopicPartition topicPartition(int partition) {
    return new TopicPartition(Topics.INTERACTIONS, partition);
  }

  /**
   * Makes sure that the log goes on where the lake ends.
   *
   * @throws LogMismatchException if it is another topic, or does not reach the lake's position
   * @throws LogUnavailableException if the broker does not answer in time
   */
  public void requireContinues(LogPosition lake, Admin admin, Duration timeout) {
    if (!lake.topicId().equals(id)) {
      throw new LogMismatchException(
          "The lake was filled from the topic with id %s, but the topic '%s' has id %s: it was"
                  .formatted(lake.topicId(), Topics.INTERACTIONS, id)
              + " created anew, or the lake is another installation's. Point the API at the lake"
              + " and the log that belong together, or begin a new lake.");
    }
    Map<Integer, Long> starts = offsets(admin, OffsetSpec.earliest(), timeout);
    Map<Integer, Long> ends = offsets(admin, OffsetSpec.latest(), timeout);
    for (int partition : partitions()) {
      requireWithin(partition, lake.next(partition), starts.get(partition), ends.get(partition));
    }
  }

  private static void requireWithin(int partition, long next, long start, long end) {
    if (next < start) {
      throw new LogMismatchException(
          "Partition %d of the log begins at offset %d, but the lake ends at %d: the events between"
                  .formatted(partition, start, next)
              + " left the log by its retention before they were ingested. Restore the topic from a"
              + " backup, or accept the loss by beginning a new lake; and give the log a longer"
              + " retention.");
    }
    if (next > end) {
      throw new LogMismatchException(
          "Partition %d of the log ends at offset %d, but the lake already holds what is below %d:"
                  .formatted(partition, end, next)
              + " the log lost its newest events, as by a power failure without flushed appends."
              + " Begin a new topic and a new lake, and import the old lake's rows.");
    }
  }

  private Map<Integer, Long> offsets(Admin admin, OffsetSpec spec, Duration timeout) {
    var asked =
        topicPartitions().stream().collect(Collectors.toMap(partition -> partition, p -> spec));
    return answer(admin.listOffsets(asked).all(), timeout).entrySet().stream()
        .collect(Collectors.toMap(e -> e.getKey().partition(), e -> e.getValue().offset()));
  }

  private static <T> T answer(KafkaFuture<T> future, Duration timeout) {
    try {
      return future.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof UnknownTopicOrPartitionException) {
        throw new LogMismatchException(
            "There is no topic '%s'. Create it with its final number of partitions, which cannot"
                    .formatted(Topics.INTERACTIONS)
                + " change later, and start again.");
      }
      throw unavailable(e.getCause());
    } catch (TimeoutException e) {
      throw unavailable(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw unavailable(e);
    }
  }

  private static LogUnavailableException unavailable(Throwable cause) {
    return new LogUnavailableException(
        "The event log does not answer: " + cause + ". Check bootstrap servers and brokers.",
        cause);
  }

  static Map<TopicPartition, OffsetSpec> ends(Collection<Integer> partitions) {
    return partitions.stream()
        .collect(Collectors.toMap(LogTopic::topicPartition, p -> OffsetSpec.latest()));
  }
}

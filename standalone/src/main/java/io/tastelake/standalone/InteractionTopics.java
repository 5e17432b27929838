package io.tastelake.standalone;

import io.tastelake.contracts.log.Topics;
import io.tastelake.log.Brokers;
import io.tastelake.log.KafkaTopic;
import java.time.Duration;
import java.util.Map;

/** The log's topics on a broker. */
final class InteractionTopics {

  /** Bytes of a batch of records: many times the largest event. */
  static final int MAX_RECORD_BYTES = 1 << 20;

  private static final short ONE_REPLICA = 1;
  private static final Duration TIMEOUT = Duration.ofSeconds(60);
  private static final Map<String, String> SETTINGS =
      Map.of(
          "min.insync.replicas",
          "1",
          "unclean.leader.election.enable",
          "false",
          "retention.ms",
          Long.toString(Duration.ofDays(7).toMillis()),
          "max.message.bytes",
          Integer.toString(MAX_RECORD_BYTES));

  private InteractionTopics() {}

  /**
   * Creates the topics that are missing.
   *
   * @param partitions of a new topic; an existing one keeps its count, since each actor's order
   *     depends on it
   * @return Kafka's id of the topic {@code interactions}
   */
  static String ensure(Brokers brokers, int partitions) {
    created(brokers, Topics.DEAD_LETTERS, 1);
    return created(brokers, Topics.INTERACTIONS, partitions);
  }

  private static String created(Brokers brokers, String name, int partitions) {
    try (KafkaTopic topic = KafkaTopic.of(brokers, name, TIMEOUT)) {
      return topic.ensure(partitions, ONE_REPLICA, SETTINGS);
    }
  }
}

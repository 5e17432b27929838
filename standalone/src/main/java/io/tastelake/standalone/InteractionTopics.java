package io.tastelake.standalone;

import io.tastelake.contracts.log.Topics;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;

/** The log's topics on a broker. */
final class InteractionTopics {

  /** Bytes; above the largest request that the API takes, since one row may fill it. */
  static final int MAX_RECORD_BYTES = 40 << 20;

  private static final short ONE_REPLICA = 1;

  private InteractionTopics() {}

  /**
   * Creates the topics that are missing.
   *
   * @param partitions of a new topic; an existing one keeps its count, since each actor's order
   *     depends on it
   * @return Kafka's id of the topic {@code interactions}
   */
  static String ensure(String bootstrapServers, int partitions) throws InterruptedException {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
      Set<String> present = admin.listTopics().names().get();
      List<NewTopic> missing =
          List.of(topic(Topics.INTERACTIONS, partitions), topic(Topics.DEAD_LETTERS, 1)).stream()
              .filter(topic -> !present.contains(topic.name()))
              .toList();
      admin.createTopics(missing).all().get();
      return admin
          .describeTopics(List.of(Topics.INTERACTIONS))
          .topicNameValues()
          .get(Topics.INTERACTIONS)
          .get()
          .topicId()
          .toString();
    } catch (ExecutionException e) {
      throw new IllegalStateException("Cannot create the log's topics: " + e.getCause(), e);
    }
  }

  private static NewTopic topic(String name, int partitions) {
    return new NewTopic(name, partitions, ONE_REPLICA)
        .configs(
            Map.of(
                "min.insync.replicas",
                "1",
                "unclean.leader.election.enable",
                "false",
                "retention.ms",
                Long.toString(7L * 24 * 3600 * 1000),
                "max.message.bytes",
                Integer.toString(MAX_RECORD_BYTES)));
  }
}

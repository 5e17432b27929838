package io.tastelake.log;

import io.tastelake.contracts.log.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The log's topics on a cluster: that of interactions and that of dead letters. */
public final class InteractionTopics {

  private static final Duration TIMEOUT = Duration.ofSeconds(60);

  private InteractionTopics() {}

  /**
   * Creates the topics that are missing; existing ones keep what they have.
   *
   * @param layout of the interactions; dead letters have one partition
   * @return Kafka's id of the topic {@code interactions}
   * @throws LogUnavailableException if the brokers do not answer or refuse
   */
  public static String ensure(Brokers brokers, TopicLayout layout) {
    created(brokers, Topics.DEAD_LETTERS, layout.withPartitions(1));
    return created(brokers, Topics.INTERACTIONS, layout);
  }

  private static String created(Brokers brokers, String name, TopicLayout layout) {
    try (KafkaTopic topic = KafkaTopic.of(brokers, name, TIMEOUT)) {
      return topic.ensure(layout.partitions(), layout.replicas(), layout.settings());
    }
  }

  /**
   * What is wrong with the topics, a sentence each; none if they are as they must be.
   *
   * @throws LogMismatchException if one does not exist
   * @throws LogUnavailableException if the brokers do not answer or refuse
   */
  public static List<String> problems(Brokers brokers, TopicLayout layout) {
    List<String> problems = new ArrayList<>();
    Map.of(Topics.INTERACTIONS, layout, Topics.DEAD_LETTERS, layout.withPartitions(1))
        .forEach((name, wanted) -> problems.addAll(problems(brokers, name, wanted)));
    return problems;
  }

  private static List<String> problems(Brokers brokers, String name, TopicLayout wanted) {
    try (KafkaTopic topic = KafkaTopic.of(brokers, name, TIMEOUT)) {
      return topic.problems(wanted).stream()
          .map(problem -> "Topic '%s' %s.".formatted(name, problem))
          .toList();
    }
  }
}

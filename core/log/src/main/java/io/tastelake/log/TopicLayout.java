package io.tastelake.log;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.TopicConfig;

/**
 * What a topic of the log must be like so that nothing that was acknowledged is lost.
 *
 * @param partitions fixed for good, since each actor's order depends on it
 * @param replicas of each partition
 * @param minInSync how many of them hold a record before it is acknowledged
 * @param retention how long events are kept, for jobs that start late or again
 */
public record TopicLayout(int partitions, short replicas, int minInSync, Duration retention) {

  /** Bytes; bounds what readers hold in memory before they decode it. */
  public static final int MAX_RECORD_BYTES = 1 << 20;

  /** Of a topic that keeps Kafka's default, which leaves room for a batch's header. */
  private static final int KAFKAS_MAX_MESSAGE_BYTES = MAX_RECORD_BYTES + 12;

  private static final Duration DEFAULT_RETENTION = Duration.ofDays(7);
  private static final long FOREVER = -1;

  public TopicLayout {
    if (partitions < 1 || replicas < 1 || minInSync < 1) {
      throw new IllegalArgumentException(
          "A topic needs at least 1 partition, 1 replica and 1 in-sync replica, not %d, %d and %d."
              .formatted(partitions, replicas, minInSync));
    }
    if (minInSync > replicas) {
      throw new IllegalArgumentException(
          "%d in-sync replicas are more than the topic's %d replicas: every write would be refused."
                  .formatted(minInSync, replicas)
              + " Lower the former or raise the latter.");
    }
  }

  /** Of a cluster of one broker. */
  public static TopicLayout oneBroker(int partitions) {
    return new TopicLayout(partitions, (short) 1, 1, DEFAULT_RETENTION);
  }

  /** The same with another number of partitions. */
  public TopicLayout withPartitions(int count) {
    return new TopicLayout(count, replicas, minInSync, retention);
  }

  /** A new topic's settings, by Kafka's names. */
  Map<String, String> settings() {
    return Map.of(
        TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG,
        Integer.toString(minInSync),
        TopicConfig.UNCLEAN_LEADER_ELECTION_ENABLE_CONFIG,
        "false",
        TopicConfig.CLEANUP_POLICY_CONFIG,
        TopicConfig.CLEANUP_POLICY_DELETE,
        TopicConfig.RETENTION_MS_CONFIG,
        Long.toString(retention.toMillis()),
        TopicConfig.MAX_MESSAGE_BYTES_CONFIG,
        Integer.toString(MAX_RECORD_BYTES));
  }

  /**
   * What is wrong with a topic that exists, a sentence each; a topic that is stricter is right.
   *
   * @param found its settings, by Kafka's names
   */
  List<String> problems(int foundPartitions, int foundReplicas, Map<String, String> found) {
    List<String> problems = new ArrayList<>();
    if (foundPartitions != partitions) {
      problems.add(
          "has %d partitions, not %d. That cannot change once events are in it: say --partitions %d, or recreate it while it is empty"
              .formatted(foundPartitions, partitions, foundPartitions));
    }
    if (foundReplicas < replicas) {
      problems.add(
          "has %d replicas, not %d. Reassign its partitions with kafka-reassign-partitions"
              .formatted(foundReplicas, replicas));
    }
    atLeast(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG, minInSync, found, problems);
    atLeast(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, MAX_RECORD_BYTES, found, problems);
    if (Long.parseLong(found.get(TopicConfig.MAX_MESSAGE_BYTES_CONFIG))
        > KAFKAS_MAX_MESSAGE_BYTES) {
      problems.add(
          wrong(
              TopicConfig.MAX_MESSAGE_BYTES_CONFIG,
              found.get(TopicConfig.MAX_MESSAGE_BYTES_CONFIG),
              Integer.toString(MAX_RECORD_BYTES)));
    }
    if (Long.parseLong(found.get(TopicConfig.RETENTION_MS_CONFIG)) != FOREVER) {
      atLeast(TopicConfig.RETENTION_MS_CONFIG, retention.toMillis(), found, problems);
    }
    exactly(TopicConfig.UNCLEAN_LEADER_ELECTION_ENABLE_CONFIG, "false", found, problems);
    exactly(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_DELETE, found, problems);
    return problems;
  }

  private static void atLeast(
      String setting, long least, Map<String, String> found, List<String> problems) {
    if (Long.parseLong(found.get(setting)) < least) {
      problems.add(wrong(setting, found.get(setting), Long.toString(least)));
    }
  }

  private static void exactly(
      String setting, String value, Map<String, String> found, List<String> problems) {
    if (!value.equals(found.get(setting))) {
      problems.add(wrong(setting, found.get(setting), value));
    }
  }

  private static String wrong(String setting, String found, String wanted) {
    return "has %s=%s, which must be %s. Set it with kafka-configs --alter --add-config %s=%s"
        .formatted(setting, found, wanted, setting, wanted);
  }
}

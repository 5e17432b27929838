package io.tastelake.standalone;

import java.time.Duration;

/**
 * What a standalone must be told.
 *
 * @param folder where everything is kept
 * @param port the API's on 127.0.0.1; 0 for a free one
 * @param partitions of the log, when it is created; an existing log keeps its own
 * @param slots how many subtasks Flink runs side by side
 * @param freshness how often the lake gets what the log has
 * @param flush when the log forces its records to the disk
 */
public record StandaloneConfig(
    DataFolder folder,
    int port,
    int partitions,
    int slots,
    Duration freshness,
    KafkaBroker.Flush flush) {

  public static StandaloneConfig defaults(DataFolder folder) {
    return new StandaloneConfig(
        folder, 0, 4, 2, Duration.ofSeconds(2), KafkaBroker.Flush.BY_THE_SYSTEM);
  }

  public StandaloneConfig withPort(int number) {
    return new StandaloneConfig(folder, number, partitions, slots, freshness, flush);
  }

  public StandaloneConfig withPartitions(int count) {
    return new StandaloneConfig(folder, port, count, slots, freshness, flush);
  }

  public StandaloneConfig withFreshness(Duration interval) {
    return new StandaloneConfig(folder, port, partitions, slots, interval, flush);
  }

  /** With acknowledged events safe from a power loss too. */
  public StandaloneConfig flushed() {
    return new StandaloneConfig(
        folder, port, partitions, slots, freshness, KafkaBroker.Flush.EACH_APPEND);
  }
}

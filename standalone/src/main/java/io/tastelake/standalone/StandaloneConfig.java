package io.tastelake.standalone;

import io.tastelake.serving.http.Limits;
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
 * @param rowsPerSecond rows that one account may send a second
 */
public record StandaloneConfig(
    DataFolder folder,
    int port,
    int partitions,
    int slots,
    Duration freshness,
    KafkaBroker.Flush flush,
    long rowsPerSecond) {

  public static StandaloneConfig defaults(DataFolder folder) {
    return new StandaloneConfig(
        folder,
        0,
        4,
        2,
        Duration.ofSeconds(2),
        KafkaBroker.Flush.BY_THE_SYSTEM,
        Limits.defaults().rowsPerSecond());
  }

  public StandaloneConfig withPort(int number) {
    return new StandaloneConfig(folder, number, partitions, slots, freshness, flush, rowsPerSecond);
  }

  public StandaloneConfig withPartitions(int count) {
    return new StandaloneConfig(folder, port, count, slots, freshness, flush, rowsPerSecond);
  }

  public StandaloneConfig withFreshness(Duration interval) {
    return new StandaloneConfig(folder, port, partitions, slots, interval, flush, rowsPerSecond);
  }

  /** With acknowledged events safe from a power loss too. */
  public StandaloneConfig flushed() {
    return new StandaloneConfig(
        folder, port, partitions, slots, freshness, KafkaBroker.Flush.EACH_APPEND, rowsPerSecond);
  }

  public StandaloneConfig withRowsPerSecond(long rows) {
    return new StandaloneConfig(folder, port, partitions, slots, freshness, flush, rows);
  }
}

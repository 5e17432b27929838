package io.tastelake.standalone;

import io.tastelake.serving.http.Limits;
import io.tastelake.standalone.job.MaintenanceConfig;
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
 * @param maintenance when batch jobs run by themselves
 */
public record StandaloneConfig(
    DataFolder folder,
    int port,
    int partitions,
    int slots,
    Duration freshness,
    KafkaBroker.Flush flush,
    long rowsPerSecond,
    MaintenanceConfig maintenance) {

  public static StandaloneConfig defaults(DataFolder folder) {
    return new StandaloneConfig(
        folder,
        0,
        4,
        2,
        Duration.ofSeconds(2),
        KafkaBroker.Flush.BY_THE_SYSTEM,
        Limits.defaults().rates().rowsPerSecond(),
        MaintenanceConfig.never());
  }

  public StandaloneConfig withPort(int number) {
    return new StandaloneConfig(
        folder, number, partitions, slots, freshness, flush, rowsPerSecond, maintenance);
  }

  public StandaloneConfig withPartitions(int count) {
    return new StandaloneConfig(
        folder, port, count, slots, freshness, flush, rowsPerSecond, maintenance);
  }

  public StandaloneConfig withFreshness(Duration interval) {
    return new StandaloneConfig(
        folder, port, partitions, slots, interval, flush, rowsPerSecond, maintenance);
  }

  /** With acknowledged events safe from a power loss too. */
  public StandaloneConfig flushed() {
    return new StandaloneConfig(
        folder,
        port,
        partitions,
        slots,
        freshness,
        KafkaBroker.Flush.EACH_APPEND,
        rowsPerSecond,
        maintenance);
  }

  public StandaloneConfig withRowsPerSecond(long rows) {
    return new StandaloneConfig(
        folder, port, partitions, slots, freshness, flush, rows, maintenance);
  }

  public StandaloneConfig withMaintenance(MaintenanceConfig when) {
    return new StandaloneConfig(
        folder, port, partitions, slots, freshness, flush, rowsPerSecond, when);
  }
}

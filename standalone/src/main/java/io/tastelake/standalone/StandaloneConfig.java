package io.tastelake.standalone;

import io.tastelake.serving.http.HttpServer;
import io.tastelake.serving.metrics.MetricsServer;
import io.tastelake.standalone.job.MaintenanceConfig;
import java.time.Duration;
import java.util.Set;

/**
 * What a standalone must be told.
 *
 * @param folder where everything is kept
 * @param http where the API listens, and whose pages may call it
 * @param partitions of the log, when it is created; an existing log keeps its own
 * @param slots how many subtasks Flink runs side by side
 * @param freshness how often the lake gets what the log has
 * @param flush when the log forces its records to the disk
 * @param maintenance when batch jobs run by themselves
 * @param metrics where the metrics of all parts are served
 */
public record StandaloneConfig(
    DataFolder folder,
    HttpServer.Settings http,
    int partitions,
    int slots,
    Duration freshness,
    KafkaBroker.Flush flush,
    MaintenanceConfig maintenance,
    MetricsServer.Settings metrics) {

  /** On a free port of the loopback interface, for pages that it serves. */
  public static StandaloneConfig defaults(DataFolder folder) {
    return new StandaloneConfig(
        folder,
        HttpServer.Settings.defaults()
            .withPort(0)
            .withCorsOrigins(HttpServer.Settings.loopbackOrigins()),
        4,
        2,
        Duration.ofSeconds(2),
        KafkaBroker.Flush.BY_THE_SYSTEM,
        MaintenanceConfig.never(),
        MetricsServer.Settings.defaults());
  }

  private StandaloneConfig withHttp(HttpServer.Settings settings) {
    return new StandaloneConfig(
        folder, settings, partitions, slots, freshness, flush, maintenance, metrics);
  }

  /** With the API on another address of this machine. */
  public StandaloneConfig withHost(String host) {
    return withHttp(http.withHost(host));
  }

  /**
   * The same on another port.
   *
   * @param number 0 for a free one
   */
  public StandaloneConfig withPort(int number) {
    return withHttp(http.withPort(number));
  }

  /**
   * For pages of other origins than loopback's.
   *
   * @param origins regular expressions
   */
  public StandaloneConfig withCorsOrigins(Set<String> origins) {
    return withHttp(http.withCorsOrigins(origins));
  }

  /**
   * With another rate for each account.
   *
   * @param rows that it may send a second
   */
  public StandaloneConfig withRowsPerSecond(long rows) {
    return withHttp(http.withLimits(http.limits().withRowsPerSecond(rows)));
  }

  /** With each request in {@code logs/access.log}. */
  public StandaloneConfig withAccessLog() {
    return withHttp(http.withAccessLog());
  }

  public StandaloneConfig withPartitions(int count) {
    return new StandaloneConfig(folder, http, count, slots, freshness, flush, maintenance, metrics);
  }

  public StandaloneConfig withFreshness(Duration interval) {
    return new StandaloneConfig(
        folder, http, partitions, slots, interval, flush, maintenance, metrics);
  }

  /** With acknowledged events safe from a power loss too. */
  public StandaloneConfig flushed() {
    return new StandaloneConfig(
        folder,
        http,
        partitions,
        slots,
        freshness,
        KafkaBroker.Flush.EACH_APPEND,
        maintenance,
        metrics);
  }

  public StandaloneConfig withMaintenance(MaintenanceConfig when) {
    return new StandaloneConfig(folder, http, partitions, slots, freshness, flush, when, metrics);
  }

  /**
   * With its metrics on another port of the loopback interface.
   *
   * @param number 0 for a free one
   */
  public StandaloneConfig withMetricsPort(int number) {
    return new StandaloneConfig(
        folder,
        http,
        partitions,
        slots,
        freshness,
        flush,
        maintenance,
        new MetricsServer.Settings(metrics.host(), number, metrics.token()));
  }
}

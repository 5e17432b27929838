package io.tastelake.serving;

import io.tastelake.log.Brokers;
import io.tastelake.serving.http.HttpServer;
import io.tastelake.serving.interaction.InteractionsConfig;
import io.tastelake.serving.metrics.MetricsServer;
import io.tastelake.serving.parity.ServedSamples;
import io.tastelake.serving.store.Seal;
import io.tastelake.serving.store.StorePool;
import java.net.URI;
import java.util.Optional;

/**
 * What one instance of the API needs.
 *
 * @param http where it listens
 * @param store the online store
 * @param seal what the store's keys are encrypted with
 * @param interactions log and lake
 * @param metrics where its metrics are served; empty for nowhere
 * @param samples how much of what is served is noted
 */
public record ServingConfig(
    HttpServer.Settings http,
    StorePool.Settings store,
    Seal seal,
    InteractionsConfig interactions,
    Optional<MetricsServer.Settings> metrics,
    ServedSamples.Settings samples) {

  /**
   * Everything but the places at its default: port 8080 of the loopback interface.
   *
   * @param brokers of the log
   * @param lake the lake's root
   */
  public static ServingConfig defaults(
      Brokers brokers, URI lake, String jdbcUrl, String user, String password) {
    return new ServingConfig(
        HttpServer.Settings.defaults(),
        StorePool.Settings.of(jdbcUrl, user, password),
        Seal.NONE,
        InteractionsConfig.defaults(brokers, lake),
        Optional.of(MetricsServer.Settings.defaults()),
        ServedSamples.Settings.defaults());
  }

  /** The same with another rate of rows for each account and frontend subject. */
  public ServingConfig withRowsPerSecond(long rows) {
    return withHttp(http.withLimits(http.limits().withRowsPerSecond(rows)));
  }

  public ServingConfig withHttp(HttpServer.Settings settings) {
    return new ServingConfig(settings, store, seal, interactions, metrics, samples);
  }

  /**
   * The same on another port.
   *
   * @param port 0 for any free one
   */
  public ServingConfig withPort(int port) {
    return withHttp(http.withPort(port));
  }

  /**
   * The same with another limit.
   *
   * @param bytes what all reads of very long histories share
   */
  public ServingConfig withLargeReads(long bytes) {
    return withInteractions(interactions.withLargeReads(bytes));
  }

  public ServingConfig withInteractions(InteractionsConfig config) {
    return new ServingConfig(http, store, seal, config, metrics, samples);
  }

  /** The same with its metrics elsewhere, or nowhere. */
  public ServingConfig withMetrics(Optional<MetricsServer.Settings> where) {
    return new ServingConfig(http, store, seal, interactions, where, samples);
  }

  /** The same with the store's keys encrypted. */
  public ServingConfig withSeal(Seal other) {
    return new ServingConfig(http, store, other, interactions, metrics, samples);
  }

  /** The same with another share of what is served noted. */
  public ServingConfig withSamples(ServedSamples.Settings other) {
    return new ServingConfig(http, store, seal, interactions, metrics, other);
  }
}

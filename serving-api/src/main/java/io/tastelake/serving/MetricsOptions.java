package io.tastelake.serving;

import io.tastelake.serving.metrics.MetricsServer;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Where an instance serves its metrics. */
final class MetricsOptions {

  @Option(
      names = "--metrics-host",
      defaultValue = "${env:TASTELAKE_METRICS_HOST:-127.0.0.1}",
      description =
          "The address on which to serve /metrics, without a token: let only Prometheus reach it"
              + " (TASTELAKE_METRICS_HOST).")
  private String host;

  @Option(
      names = "--metrics-port",
      defaultValue = "${env:TASTELAKE_METRICS_PORT:-9464}",
      description = "The port of /metrics; 0 for a free one, -1 for none (TASTELAKE_METRICS_PORT).")
  private int port;

  /** What the options say. */
  Optional<MetricsServer.Settings> settings() {
    return port < 0
        ? Optional.empty()
        : Optional.of(new MetricsServer.Settings(host, port, Optional.empty()));
  }
}

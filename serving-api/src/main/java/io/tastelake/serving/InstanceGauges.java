package io.tastelake.serving;

import io.tastelake.serving.interaction.Interactions;
import io.tastelake.serving.metrics.Metric;
import io.tastelake.serving.metrics.Metrics;
import io.tastelake.serving.status.Flow;

/** How log, lake and tail stand, as this instance sees them. */
final class InstanceGauges {

  private static final double MILLIS = 1e3;

  private InstanceGauges() {}

  static Flow flow(Interactions interactions) {
    return new Flow(
        interactions.viewVersion(),
        interactions.lakeBehind(),
        interactions.viewAge(),
        interactions.versionAge(),
        (long) interactions.tailLag());
  }

  static void show(Metrics metrics, Interactions interactions) {
    metrics.gauge(Metric.TAIL_LAG, interactions::tailLag);
    metrics.gauge(Metric.TAIL_EVENTS, interactions::tailEvents);
    metrics.gauge(Metric.TAIL_MEMORY, interactions::tailBytes);
    metrics.gauge(Metric.LAKE_SNAPSHOT_AGE, () -> interactions.viewAge().toMillis() / MILLIS);
    metrics.gauge(Metric.LAKE_COMMIT_AGE, () -> interactions.versionAge().toMillis() / MILLIS);
    metrics.gauge(Metric.LAKE_VERSION, interactions::viewVersion);
    metrics.gauge(Metric.LAKE_BEHIND, interactions::lakeBehind);
    metrics.counter(Metric.HISTORY_READS, interactions::heldReads, "held");
    metrics.counter(Metric.HISTORY_READS, interactions::outlinedReads, "outlined");
  }
}

package io.tastelake.serving.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** The metrics of one instance, those of its JVM included. Thread-safe. */
public final class Metrics implements AutoCloseable {

  /** Bounds of a histogram's buckets: from a fast read to the longest wait of a list. */
  private static final Duration[] BUCKETS = {
    Duration.ofMillis(5),
    Duration.ofMillis(10),
    Duration.ofMillis(25),
    Duration.ofMillis(50),
    Duration.ofMillis(100),
    Duration.ofMillis(250),
    Duration.ofMillis(500),
    Duration.ofSeconds(1),
    Duration.ofMillis(2500),
    Duration.ofSeconds(5),
    Duration.ofSeconds(10)
  };

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

  /** The registry itself holds them weakly, and shows what they last were once they are gone. */
  private final List<Supplier<Number>> shown = new CopyOnWriteArrayList<>();

  private final JvmGcMetrics collections = new JvmGcMetrics();
  private final List<Runnable> refreshes = new CopyOnWriteArrayList<>();
  private final List<Supplier<String>> others = new CopyOnWriteArrayList<>();

  public Metrics() {
    new ClassLoaderMetrics().bindTo(registry);
    new JvmMemoryMetrics().bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    new FileDescriptorMetrics().bindTo(registry);
    new UptimeMetrics().bindTo(registry);
    collections.bindTo(registry);
  }

  /**
   * Values of one metric, each with its labels' values.
   *
   * @param labels in the order of the metric's
   */
  public record Sample(double value, List<String> labels) {}

  /** Where libraries add what they measure. */
  public MeterRegistry registry() {
    return registry;
  }

  /** Notes how long something took. */
  public void time(Metric metric, long nanos, String... labels) {
    Timer.builder(metric.meter())
        .description(metric.description())
        .tags(tags(metric, List.of(labels)))
        .serviceLevelObjectives(BUCKETS)
        .register(registry)
        .record(nanos, TimeUnit.NANOSECONDS);
  }

  /** Counts something that happened {@code times}. */
  public void count(Metric metric, long times, String... labels) {
    Counter.builder(metric.meter())
        .description(metric.description())
        .tags(tags(metric, List.of(labels)))
        .register(registry)
        .increment((double) times);
  }

  /** Shows what somebody else counts. */
  public void counter(Metric metric, Supplier<Number> count, String... labels) {
    shown.add(count);
    FunctionCounter.builder(metric.meter(), count, now -> now.get().doubleValue())
        .description(metric.description())
        .baseUnit(metric.unit().isEmpty() ? null : metric.unit())
        .tags(tags(metric, List.of(labels)))
        .register(registry);
  }

  /** Shows a value as it is whenever somebody looks. */
  public void gauge(Metric metric, Supplier<Number> value) {
    Gauge.builder(metric.meter(), value)
        .description(metric.description())
        .baseUnit(metric.unit().isEmpty() ? null : metric.unit())
        .strongReference(true)
        .register(registry);
  }

  /** Shows values whose labels come and go. */
  public Samples samples(Metric metric) {
    return new Samples(
        metric,
        MultiGauge.builder(metric.meter())
            .description(metric.description())
            .baseUnit(metric.unit().isEmpty() ? null : metric.unit())
            .register(registry));
  }

  /** Does something each time before somebody looks. */
  public void beforeScrape(Runnable refresh) {
    refreshes.add(refresh);
  }

  /** Shows what others write in Prometheus' text format: families that are not known here. */
  public void add(Supplier<String> text) {
    others.add(text);
  }

  /** All metrics in Prometheus' text format. */
  public String scrape() {
    refreshes.forEach(Runnable::run);
    StringBuilder text = new StringBuilder(registry.scrape());
    others.forEach(other -> text.append(other.get()));
    return text.toString();
  }

  private static Tags tags(Metric metric, List<String> values) {
    if (values.size() != metric.labels().size()) {
      throw new IllegalArgumentException(metric + " has the labels " + metric.labels());
    }
    List<Tag> tags = new ArrayList<>(values.size());
    for (int i = 0; i < values.size(); i++) {
      tags.add(Tag.of(metric.labels().get(i), values.get(i)));
    }
    return Tags.of(tags);
  }

  @Override
  public void close() {
    collections.close();
    registry.close();
  }

  /** The values of a metric with changing labels. */
  public static final class Samples {

    private final Metric metric;
    private final MultiGauge gauge;

    private Samples(Metric metric, MultiGauge gauge) {
      this.metric = metric;
      this.gauge = gauge;
    }

    /** Shows these and no others. */
    public void show(List<Sample> samples) {
      gauge.register(
          samples.stream()
              .<MultiGauge.Row<?>>map(
                  sample -> MultiGauge.Row.of(tags(metric, sample.labels()), sample.value()))
              .toList(),
          true);
    }
  }
}

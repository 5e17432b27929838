package io.tastelake.standalone.metric;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.metrics.CharacterFilter;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.LogicalScopeProvider;
import org.apache.flink.metrics.Meter;
import org.apache.flink.metrics.Metric;
import org.apache.flink.metrics.MetricConfig;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.reporter.MetricReporter;

/**
 * Flink's metrics in Prometheus' text format, under the names that Flink's own reporter for
 * Prometheus gives them on a cluster. That one listens on all addresses of the machine; this one
 * listens nowhere. Histograms, of which Flink has few, are left out. Thread-safe.
 */
public final class FlinkReporter implements MetricReporter {

  private static final String NAME = "page";
  private static final String ID = "id";
  private static final Map<String, FlinkReporter> BY_ID = new ConcurrentHashMap<>();
  private static final Pattern ILLEGAL = Pattern.compile("[^a-zA-Z0-9:_]");
  private static final CharacterFilter LEGAL = text -> ILLEGAL.matcher(text).replaceAll("_");

  private final Map<Metric, Named> metrics = new ConcurrentHashMap<>();
  private String id;

  private record Named(String name, String labels) {}

  /** Lets the cluster of this configuration report to {@link #text}. */
  public static void configure(Configuration cluster, String id) {
    cluster.setString("metrics.reporters", NAME);
    String prefix = "metrics.reporter." + NAME + ".";
    cluster.setString(prefix + "factory.class", FlinkReporterFactory.class.getName());
    cluster.setString(prefix + ID, id);
  }

  /** What the cluster that was configured with {@code id} measures now. */
  public static String text(String id) {
    FlinkReporter reporter = BY_ID.get(id);
    return reporter == null ? "" : reporter.text();
  }

  @Override
  public void open(MetricConfig config) {
    id = config.getString(ID, "");
    BY_ID.put(id, this);
  }

  @Override
  public void close() {
    BY_ID.remove(id, this);
  }

  @Override
  public void notifyOfAddedMetric(Metric metric, String name, MetricGroup group) {
    String scope = LogicalScopeProvider.castFrom(group).getLogicalScope(LEGAL, '_');
    String full = "flink_" + scope + "_" + LEGAL.filterCharacters(name);
    metrics.put(metric, new Named(full, labels(group.getAllVariables())));
  }

  /** Variables come as {@code <job_name>}. */
  private static String labels(Map<String, String> variables) {
    return new TreeMap<>(variables)
        .entrySet().stream()
            .map(
                variable ->
                    "%s=\"%s\""
                        .formatted(
                            LEGAL.filterCharacters(
                                variable.getKey().substring(1, variable.getKey().length() - 1)),
                            LEGAL.filterCharacters(variable.getValue())))
            .collect(Collectors.joining(",", "{", "}"));
  }

  @Override
  public void notifyOfRemovedMetric(Metric metric, String name, MetricGroup group) {
    metrics.remove(metric);
  }

  /** Samples of one family stand together. */
  private String text() {
    Map<String, Map<String, Double>> families = new TreeMap<>();
    metrics.forEach(
        (metric, named) -> {
          Double value = value(metric);
          if (value != null) {
            families
                .computeIfAbsent(named.name(), unknown -> new TreeMap<>())
                .put(named.labels(), value);
          }
        });
    StringBuilder text = new StringBuilder();
    families.forEach(
        (name, samples) -> {
          text.append("# TYPE ").append(name).append(" untyped\n");
          samples.forEach(
              (labels, value) ->
                  text.append(name).append(labels).append(' ').append(value).append('\n'));
        });
    return text.toString();
  }

  /** Null if it is no number, or its part is just being closed. */
  private static Double value(Metric metric) {
    try {
      if (metric instanceof Counter counter) {
        return (double) counter.getCount();
      } else if (metric instanceof Meter meter) {
        return meter.getRate();
      } else if (metric instanceof Gauge<?> gauge) {
        Object value = gauge.getValue();
        return value instanceof Number number
            ? (Double) number.doubleValue()
            : value instanceof Boolean yes ? (Double) (yes ? 1.0 : 0.0) : null;
      }
      return null;
    } catch (RuntimeException e) {
      return null;
    }
  }
}

package io.tastelake.standalone.metric;

import java.util.Properties;
import org.apache.flink.metrics.reporter.MetricReporter;
import org.apache.flink.metrics.reporter.MetricReporterFactory;

/** Makes Flink's reporter, which Flink finds as a service. */
public final class FlinkReporterFactory implements MetricReporterFactory {

  @Override
  public MetricReporter createMetricReporter(Properties properties) {
    return new FlinkReporter();
  }
}

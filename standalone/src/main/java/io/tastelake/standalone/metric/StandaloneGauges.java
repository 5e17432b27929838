package io.tastelake.standalone.metric;

import io.tastelake.serving.metrics.Metric;
import io.tastelake.serving.metrics.Metrics;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/** The disk and the broker of a standalone. */
public final class StandaloneGauges {

  private static final String TOPICS = "kafka.server:type=BrokerTopicMetrics,name=";

  private StandaloneGauges() {}

  /** Shows them in {@code metrics}. */
  public static void show(Metrics metrics, Path folder) {
    metrics.gauge(Metric.DISK_FREE, () -> folder.toFile().getUsableSpace());
    metrics.gauge(Metric.DISK_SIZE, () -> folder.toFile().getTotalSpace());
    metrics.counter(Metric.KAFKA_MESSAGES, () -> count("MessagesInPerSec"));
    metrics.counter(Metric.KAFKA_RECEIVED, () -> count("BytesInPerSec"));
  }

  /** The broker counts in beans of this process. */
  private static Number count(String name) {
    MBeanServer beans = ManagementFactory.getPlatformMBeanServer();
    try {
      return (Number) beans.getAttribute(new ObjectName(TOPICS + name), "Count");
    } catch (JMException e) {
      return 0;
    }
  }
}

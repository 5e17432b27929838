package io.tastelake.serving.log;

import java.time.Duration;

/**
 * How the log is reached, and how long and how much is borne with it.
 *
 * @param bootstrapServers as Kafka's clients take it: {@code host:port}, separated by commas
 * @param deliveryTimeout how long an append may take to be acknowledged, at least a second
 * @param readTimeout how long a read may wait for the end of the log
 * @param tailBudget bytes that the tail may take in memory; beyond it its oldest part is dropped
 */
public record LogConfig(
    String bootstrapServers, Duration deliveryTimeout, Duration readTimeout, long tailBudget) {

  public LogConfig {
    if (deliveryTimeout.compareTo(Duration.ofSeconds(1)) < 0) {
      throw new IllegalArgumentException(
          "A delivery timeout of " + deliveryTimeout + " is too short: use at least PT1S.");
    }
  }

  public static LogConfig defaults(String bootstrapServers) {
    return new LogConfig(
        bootstrapServers, Duration.ofSeconds(10), Duration.ofSeconds(5), 256L << 20);
  }

  public LogConfig withTailBudget(long bytes) {
    return new LogConfig(bootstrapServers, deliveryTimeout, readTimeout, bytes);
  }

  public LogConfig withTimeouts(Duration delivery, Duration read) {
    return new LogConfig(bootstrapServers, delivery, read, tailBudget);
  }
}

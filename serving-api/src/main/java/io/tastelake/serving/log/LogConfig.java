package io.tastelake.serving.log;

import io.tastelake.log.Brokers;
import java.time.Duration;

/**
 * How the log is reached, and how long and how much is borne with it.
 *
 * @param brokers where they are, and how the API shows them who it is
 * @param deliveryTimeout how long an append may take to be acknowledged, at least a second
 * @param readTimeout how long a read may wait for the end of the log
 * @param tailBudget bytes that the tail may take in memory; beyond it its oldest part is dropped
 */
public record LogConfig(
    Brokers brokers, Duration deliveryTimeout, Duration readTimeout, long tailBudget) {

  public LogConfig {
    if (deliveryTimeout.compareTo(Duration.ofSeconds(1)) < 0) {
      throw new IllegalArgumentException(
          "A delivery timeout of " + deliveryTimeout + " is too short: use at least PT1S.");
    }
  }

  public static LogConfig defaults(Brokers brokers) {
    return new LogConfig(brokers, Duration.ofSeconds(10), Duration.ofSeconds(5), 256L << 20);
  }

  public LogConfig withTailBudget(long bytes) {
    return new LogConfig(brokers, deliveryTimeout, readTimeout, bytes);
  }

  public LogConfig withTimeouts(Duration delivery, Duration read) {
    return new LogConfig(brokers, delivery, read, tailBudget);
  }
}

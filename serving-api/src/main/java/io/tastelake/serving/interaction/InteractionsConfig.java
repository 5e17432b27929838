package io.tastelake.serving.interaction;

import io.tastelake.contracts.lake.LakeRoot;
import io.tastelake.log.Brokers;
import io.tastelake.serving.log.LogConfig;
import java.net.URI;
import java.time.Duration;

/**
 * Where interactions are written and read, and how long is waited.
 *
 * @param lake the lake's root
 * @param viewInterval how often a newer version of the lake is looked for
 * @param listingTimeout how long the first page of a listing waits for the lake to hold what was
 *     acknowledged before
 * @param pageTime after how long a page that is not full is handed out nevertheless
 * @param largeReads the bytes that all reads of very long histories share
 */
public record InteractionsConfig(
    LogConfig log,
    URI lake,
    Duration viewInterval,
    Duration listingTimeout,
    Duration pageTime,
    long largeReads) {

  public InteractionsConfig {
    LakeRoot.requireAtomicCommits(lake);
  }

  /** An eighth of the heap, at least 64 MiB. */
  public static long defaultLargeReads() {
    return Math.max(64L << 20, Runtime.getRuntime().maxMemory() / 8);
  }

  public static InteractionsConfig defaults(Brokers brokers, URI lake) {
    return new InteractionsConfig(
        LogConfig.defaults(brokers),
        lake,
        Duration.ofMillis(250),
        Duration.ofSeconds(10),
        Duration.ofSeconds(2),
        defaultLargeReads());
  }

  public InteractionsConfig withLog(LogConfig log) {
    return new InteractionsConfig(log, lake, viewInterval, listingTimeout, pageTime, largeReads);
  }

  public InteractionsConfig withIntervals(Duration view, Duration listing) {
    return new InteractionsConfig(log, lake, view, listing, pageTime, largeReads);
  }

  public InteractionsConfig withPageTime(Duration time) {
    return new InteractionsConfig(log, lake, viewInterval, listingTimeout, time, largeReads);
  }

  public InteractionsConfig withLargeReads(long bytes) {
    return new InteractionsConfig(log, lake, viewInterval, listingTimeout, pageTime, bytes);
  }
}

package io.tastelake.batch.deletion;

import io.tastelake.batch.compaction.CompactConfig;
import java.net.URI;
import java.time.Duration;

/**
 * How to forget.
 *
 * @param compaction how to move {@code fresh} on first
 * @param retryWindow how long after its acceptance an event may arrive once more
 */
record ForgetConfig(CompactConfig compaction, Duration retryWindow) {

  static ForgetConfig of(URI lake, Duration retryWindow, Duration vacuumAfter) {
    if (retryWindow.isNegative()) {
      throw new IllegalArgumentException(
          "--tombstone-hours must be at least 0, not " + retryWindow.toHours() + ".");
    }
    return new ForgetConfig(CompactConfig.defaults(lake).vacuumed(vacuumAfter), retryWindow);
  }

  String table() {
    return compaction.table();
  }
}

package io.tastelake.batch.compaction;

import io.tastelake.contracts.lake.InteractionsTable;
import java.net.URI;
import java.time.Duration;
import java.util.Objects;

/**
 * How to compact.
 *
 * @param lake the lake's root; the table is {@code interactions} below it
 * @param rowsPerFile about how many rows a file of a new segment holds
 * @param retryWindow how long after its acceptance an event may arrive once more
 * @param rounds how often to look for something to move
 * @param every the time from the start of one round to the start of the next
 */
public record CompactConfig(
    URI lake, long rowsPerFile, Duration retryWindow, int rounds, Duration every) {

  /** 24 hours that idempotency keys live, and one for clocks that differ. */
  private static final Duration RETRY_WINDOW = Duration.ofHours(25);

  static final long ROWS_PER_FILE = 2_000_000;

  public CompactConfig {
    Objects.requireNonNull(lake, "lake");
    if (rowsPerFile < 1 || rounds < 1 || retryWindow.isNegative() || every.isNegative()) {
      throw new IllegalArgumentException(
          "rows per file and rounds are at least 1, durations not negative.");
    }
  }

  /** One round with the usual sizes. */
  public static CompactConfig defaults(URI lake) {
    return new CompactConfig(lake, ROWS_PER_FILE, RETRY_WINDOW, 1, Duration.ZERO);
  }

  /** The table's location. */
  String table() {
    return InteractionsTable.locationBelow(lake);
  }

  CompactConfig repeated(int times, Duration interval) {
    return new CompactConfig(lake, rowsPerFile, retryWindow, times, interval);
  }

  CompactConfig filled(long rows) {
    return new CompactConfig(lake, rows, retryWindow, rounds, every);
  }
}

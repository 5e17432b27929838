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
 * @param vacuumAfter how long ago a file must have been replaced to be deleted: versions that
 *     readers may have pinned live a day
 */
public record CompactConfig(
    URI lake,
    long rowsPerFile,
    Duration retryWindow,
    int rounds,
    Duration every,
    Duration vacuumAfter) {

  /** 24 hours that idempotency keys live, and one for clocks that differ. */
  public static final Duration RETRY_WINDOW = Duration.ofHours(25);

  private static final Duration LEAST_VACUUM = Duration.ofHours(24);

  public static final int VACUUM_HOURS = 25;

  static final long ROWS_PER_FILE = 2_000_000;

  public CompactConfig {
    Objects.requireNonNull(lake, "lake");
    if (rowsPerFile < 1 || rounds < 1 || retryWindow.isNegative() || every.isNegative()) {
      throw new IllegalArgumentException(
          "--rows-per-file and --rounds are at least 1, durations not negative.");
    }
    if (vacuumAfter.compareTo(LEAST_VACUUM) < 0) {
      throw new IllegalArgumentException(
          "--vacuum-hours is at least 24: readers may hold versions of the table for a day.");
    }
  }

  /** One round with the usual sizes. */
  public static CompactConfig defaults(URI lake) {
    return new CompactConfig(
        lake, ROWS_PER_FILE, RETRY_WINDOW, 1, Duration.ZERO, Duration.ofHours(VACUUM_HOURS));
  }

  /** The table's location. */
  public String table() {
    return InteractionsTable.locationBelow(lake);
  }

  CompactConfig repeated(int times, Duration interval) {
    return new CompactConfig(lake, rowsPerFile, retryWindow, times, interval, vacuumAfter);
  }

  CompactConfig filled(long rows) {
    return new CompactConfig(lake, rows, retryWindow, rounds, every, vacuumAfter);
  }

  public CompactConfig vacuumed(Duration after) {
    return new CompactConfig(lake, rowsPerFile, retryWindow, rounds, every, after);
  }
}

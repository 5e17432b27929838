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

  private static final Duration MIN_VACUUM_RETENTION = Duration.ofHours(24);

  public static final int VACUUM_HOURS = 25;

  static final long ROWS_PER_FILE = 2_000_000;

  /**
   * Checks every component.
   *
   * @throws IllegalArgumentException if one is out of its range; says which
   */
  public CompactConfig {
    Objects.requireNonNull(lake, "lake");
    require(rowsPerFile >= 1, "--rows-per-file must be at least 1, not " + rowsPerFile + ".");
    require(rounds >= 1, "--rounds must be at least 1, not " + rounds + ".");
    require(!every.isNegative(), "--every must be at least 0, not " + every.toMillis() / 1e3 + ".");
    require(!retryWindow.isNegative(), "The window of retries must not be negative.");
    require(
        vacuumAfter.compareTo(MIN_VACUUM_RETENTION) >= 0,
        "--vacuum-hours must be at least 24, not %d: readers may hold versions of the table for a day."
            .formatted(vacuumAfter.toHours()));
  }

  private static void require(boolean holds, String sentence) {
    if (!holds) {
      throw new IllegalArgumentException(sentence);
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

package io.tastelake.standalone.job;

import java.time.Duration;
import java.time.Instant;

/**
 * Whether a compaction would find something: rows that were appended since the last one, or files
 * that were replaced so long ago that they may go by now, in whatever table.
 */
final class CompactionDue {

  /** How late replaced files may go. */
  static final Duration VACUUM_EVERY = Duration.ofHours(1);

  private long compacted = -1;
  private Instant last = Instant.MIN;

  /** Whether to compact when the table is at {@code version}. */
  boolean at(long version, Instant now) {
    return version > compacted || !now.isBefore(last.plus(VACUUM_EVERY));
  }

  /** A compaction that began at {@code began} ended well, and left the table at {@code version}. */
  void done(long version, Instant began) {
    compacted = version;
    last = began;
  }
}

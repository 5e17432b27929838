package io.tastelake.serving.interaction;

import io.tastelake.serving.log.OverloadedException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * The memory that reads of very many rows share: who needs more than is free waits for it. Ordinary
 * reads do not come here. Thread-safe.
 */
final class LargeReads {

  private static final int UNIT = 1 << 10;

  /** How many may wait: each holds a thread. */
  private static final int MAX_WAITING = 16;

  private final int units;
  private final Duration timeout;
  private final Semaphore free;

  /**
   * Shares out memory.
   *
   * @param bytes all there is
   * @param timeout how long is waited for it
   */
  LargeReads(long bytes, Duration timeout) {
    this.units = Math.toIntExact(Math.max(1, Math.min(bytes / UNIT, Integer.MAX_VALUE)));
    this.timeout = timeout;
    this.free = new Semaphore(units, true);
  }

  /** Memory that one read has; close it after use. */
  interface Share extends AutoCloseable {

    /** What a read holds that needs none. */
    Share NONE = () -> {};

    @Override
    void close();
  }

  /**
   * A share of the memory, or all of it if {@code bytes} are more than there are.
   *
   * @throws OverloadedException if it is not free in time
   */
  Share take(long bytes) {
    int wanted = (int) Math.min(1 + bytes / UNIT, units);
    if (!free.tryAcquire(wanted)) {
      await(wanted);
    }
    return () -> free.release(wanted);
  }

  private void await(int wanted) {
    boolean taken = false;
    try {
      taken =
          free.getQueueLength() < MAX_WAITING
              && free.tryAcquire(wanted, timeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (!taken) {
      throw new OverloadedException(
          "Too many reads of very long histories are in progress: retry later.");
    }
  }
}

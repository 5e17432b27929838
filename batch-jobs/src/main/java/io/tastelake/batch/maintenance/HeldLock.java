package io.tastelake.batch.maintenance;

import io.tastelake.batch.JobFailedException;

/**
 * The maintenance lock in the hands of its holder. Whatever writes is given one, and asks right
 * before each commit whether it is still held.
 */
@FunctionalInterface
public interface HeldLock {

  /** Stands for the lock where no lock is needed, or no store is named to take it from. */
  HeldLock UNGUARDED = () -> true;

  /** Whether it is still held. */
  boolean isHeld();

  /**
   * Makes sure that it is still held.
   *
   * @throws JobFailedException if it is lost
   */
  default void require() {
    if (!isHeld()) {
      throw new JobFailedException(
          "The maintenance lock is lost: the connection to PostgreSQL that held it is broken, so"
              + " another maintenance job may be running now.",
          "Check that PostgreSQL runs and run this job again: it resumes where it stopped.");
    }
  }
}

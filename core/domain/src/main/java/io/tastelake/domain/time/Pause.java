package io.tastelake.domain.time;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Lets time pass; nothing else does. Whoever waits for a condition that nobody signals looks again
 * after each pause, up to a timeout of its own. An instance is a pause that closing ends early,
 * from any thread. Every pause ends when its thread is interrupted.
 */
public final class Pause implements AutoCloseable {

  private final CountDownLatch closed = new CountDownLatch(1);

  /** Lets that much time pass, to the microsecond; none if it is not positive. */
  public static void of(Duration length) throws InterruptedException {
    until(System.nanoTime() + length.toNanos());
  }

  /** Returns once {@link System#nanoTime} has come to {@code nanoTime}. */
  public static void until(long nanoTime) throws InterruptedException {
    for (long left = nanoTime - System.nanoTime(); left > 0; left = nanoTime - System.nanoTime()) {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      LockSupport.parkNanos(left);
    }
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
  }

  /** Never returns: the thread waits to be interrupted. */
  public static void untilInterrupted() throws InterruptedException {
    new CountDownLatch(1).await();
  }

  /** Lets that much time pass; returns whether all of it did, and false once this is closed. */
  public boolean passes(Duration length) throws InterruptedException {
    return !closed.await(length.toNanos(), TimeUnit.NANOSECONDS);
  }

  /** Waits until this is closed. */
  public void untilClosed() throws InterruptedException {
    closed.await();
  }

  /** Ends the pauses under way and those to come. */
  @Override
  public void close() {
    closed.countDown();
  }
}

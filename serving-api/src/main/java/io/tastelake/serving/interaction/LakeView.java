package io.tastelake.serving.interaction;

import io.tastelake.lake.table.InteractionsLake;
import io.tastelake.lake.table.LakeSnapshot;
import io.tastelake.log.LogMismatchException;
import io.tastelake.serving.log.LogTail;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The version of the lake that reads go by, moved on in the background. A version is first made
 * current and then the tail drops what it covers, in this order: so whoever finds that the tail
 * dropped something finds a current version that holds it. Thread-safe.
 */
final class LakeView implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(LakeView.class);

  private final InteractionsLake lake;
  private final LogTail tail;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition moved = lock.newCondition();
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(LakeView::thread);
  private volatile LakeSnapshot current;
  private volatile long lookedAt = System.nanoTime();
  private volatile long movedAt = System.nanoTime();
  private boolean failing;

  LakeView(InteractionsLake lake, LakeSnapshot first, LogTail tail, Duration interval) {
    this.lake = lake;
    this.tail = tail;
    this.current = first;
    tail.books().reached(first.position(), first.totals());
    long nanos = interval.toNanos();
    var unused = clock.scheduleWithFixedDelay(this::look, nanos, nanos, TimeUnit.NANOSECONDS);
  }

  private static Thread thread(Runnable run) {
    Thread thread = new Thread(run, "lake-view");
    thread.setDaemon(true);
    return thread;
  }

  /** The version that a read which begins now goes by. */
  LakeSnapshot current() {
    return current;
  }

  /**
   * Waits until the current version covers all below {@code ends}, at most so long.
   *
   * @param ends offsets by partition
   * @return the version that is current then, whether it covers them or not
   */
  LakeSnapshot covering(Map<Integer, Long> ends, Duration atMost) {
    long left = atMost.toNanos();
    lock.lock();
    try {
      while (!current.position().covers(ends) && left > 0) {
        left = moved.awaitNanos(left);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      lock.unlock();
    }
    return current;
  }

  private void look() {
    try {
      LakeSnapshot newest = lake.newest();
      if (newest.version() > current.version()) {
        moveOn(newest);
      }
      lookedAt = System.nanoTime();
      failing = false;
    } catch (RuntimeException | Error e) { // thrown on, it would end the schedule unseen
      if (!failing) {
        LOG.warn("Cannot read the lake's newest version; reads keep using the last one.", e);
      }
      failing = true;
    }
  }

  private void moveOn(LakeSnapshot newest) {
    if (!newest.position().topicId().equals(current.position().topicId())) {
      throw new LogMismatchException(
          "The lake now follows another topic, %s instead of %s: restart the API."
              .formatted(newest.position().topicId(), current.position().topicId()));
    }
    lock.lock();
    try {
      current = newest;
      movedAt = System.nanoTime();
      moved.signalAll();
    } finally {
      lock.unlock();
    }
    tail.dropCovered(newest.position());
    tail.books().reached(newest.position(), newest.totals());
  }

  /** How long ago the lake was last looked at with success. */
  Duration age() {
    return Duration.ofNanos(System.nanoTime() - lookedAt);
  }

  /** How long ago the current version was first seen. */
  Duration versionAge() {
    return Duration.ofNanos(System.nanoTime() - movedAt);
  }

  @Override
  public void close() {
    clock.shutdown();
    try {
      if (!clock.awaitTermination(5, TimeUnit.SECONDS)) {
        LOG.warn("Reading the lake's newest version timed out after 5 s.");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

package io.tastelake.serving.store;

import io.tastelake.store.StoreException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Rows that reach the online store in batches, after a while. No request waits for them or fails
 * with them: they wait in a queue, and what does not fit or cannot be written is dropped and
 * counted. Thread-safe.
 */
public final class QueuedWrites<T> implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(QueuedWrites.class);
  private static final int TIMEOUT_SECONDS = 10;

  private final String name;
  private final Consumer<List<T>> write;
  private final BlockingQueue<T> waiting;
  private final AtomicLong written = new AtomicLong();
  private final AtomicLong dropped = new AtomicLong();
  private final ScheduledExecutorService thread;

  /**
   * Begins to write what waits after each interval.
   *
   * @param name of the thread; the log calls the rows so, too
   * @param maxWaiting what waits at most; with the interval, it is the most that is written
   * @param interval between two writes
   */
  public QueuedWrites(String name, int maxWaiting, Duration interval, Consumer<List<T>> write) {
    this.name = name;
    this.write = write;
    this.waiting = new ArrayBlockingQueue<>(maxWaiting);
    this.thread = Executors.newSingleThreadScheduledExecutor(run -> thread(run, name));
    long nanos = interval.toNanos();
    var unused = thread.scheduleWithFixedDelay(this::flush, nanos, nanos, TimeUnit.NANOSECONDS);
  }

  private static Thread thread(Runnable run, String name) {
    Thread thread = new Thread(run, name);
    thread.setDaemon(true);
    return thread;
  }

  /** Takes a row, or drops it. */
  public void offer(T row) {
    if (!waiting.offer(row)) {
      dropped.incrementAndGet();
    }
  }

  /** How many were written. */
  public long written() {
    return written.get();
  }

  /** How many were dropped, since too many waited or the online store was away. */
  public long dropped() {
    return dropped.get();
  }

  private void flush() {
    List<T> batch = new ArrayList<>();
    int size = waiting.drainTo(batch);
    if (size == 0) {
      return;
    }
    try {
      write.accept(batch);
      written.addAndGet(size);
    } catch (StoreException e) {
      dropped.addAndGet(size);
      LOG.warn("{} are dropped: {}", name, e.brief());
    } catch (RuntimeException e) {
      dropped.addAndGet(size);
      LOG.warn("{} are dropped", name, e);
    }
  }

  /** Writes what waits, and takes nothing more. */
  @Override
  public void close() {
    thread.execute(this::flush);
    thread.shutdown();
    try {
      if (!thread.awaitTermination(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
        LOG.warn("Writing {} timed out after {} s.", name, TIMEOUT_SECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

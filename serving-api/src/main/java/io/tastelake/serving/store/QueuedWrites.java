package io.tastelake.serving.store;

import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.store.StoreException;
import io.tastelake.store.StoreUnavailableException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Rows that reach the online store in batches, after a while. No request waits for them or fails
 * with them: they wait, and what does not fit or cannot be written is dropped and counted. Each
 * database has an equal share of the places, and what others leave free. Of a batch that the store
 * refuses, halves are written, and halves of halves, until the row that it refuses stands alone.
 * Thread-safe.
 */
public final class QueuedWrites<T> implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(QueuedWrites.class);
  private static final int TIMEOUT_SECONDS = 10;

  private final String name;
  private final Consumer<List<T>> write;
  private final FairQueue<DatabaseId, T> waiting;
  private final AtomicLong written = new AtomicLong();
  private final AtomicLong dropped = new AtomicLong();
  private final ScheduledExecutorService thread;

  /**
   * Begins to write what waits after each interval.
   *
   * @param name of the thread; the log calls the rows so, too
   * @param maxWaiting what waits at most; with the interval, it is the most that is written
   * @param interval between two writes
   * @param database of a row
   */
  public QueuedWrites(
      String name,
      int maxWaiting,
      Duration interval,
      Function<T, DatabaseId> database,
      Consumer<List<T>> write) {
    this.name = name;
    this.write = write;
    this.waiting = new FairQueue<>(maxWaiting, database);
    this.thread = Executors.newSingleThreadScheduledExecutor(run -> thread(run, name));
    long nanos = interval.toNanos();
    var unused = thread.scheduleWithFixedDelay(this::flush, nanos, nanos, TimeUnit.NANOSECONDS);
  }

  private static Thread thread(Runnable run, String name) {
    Thread thread = new Thread(run, name);
    thread.setDaemon(true);
    return thread;
  }

  /** Takes a row, or drops it or one of a database that has more. */
  public void offer(T row) {
    if (!waiting.add(row)) {
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
    List<T> batch = waiting.drain();
    if (!batch.isEmpty()) {
      write(batch);
    }
  }

  private void write(List<T> rows) {
    try {
      write.accept(rows);
      written.addAndGet(rows.size());
    } catch (StoreUnavailableException e) {
      drop(rows, e);
    } catch (StoreException e) {
      if (rows.size() > 1 && e.mayBeOfTheRows()) {
        int middle = rows.size() / 2;
        write(rows.subList(0, middle));
        write(rows.subList(middle, rows.size()));
      } else {
        drop(rows, e);
      }
    } catch (RuntimeException e) {
      dropped.addAndGet(rows.size());
      LOG.warn("{} are dropped", name, e);
    }
  }

  private void drop(List<T> rows, StoreException why) {
    dropped.addAndGet(rows.size());
    LOG.warn("{} are dropped: {}", name, why.brief());
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

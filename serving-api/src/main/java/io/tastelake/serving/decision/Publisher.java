package io.tastelake.serving.decision;

import io.tastelake.domain.interaction.InteractionEvent;
import io.tastelake.domain.interaction.LoggedEvent;
import io.tastelake.log.EventLog;
import io.tastelake.log.LogUnavailableException;
import io.tastelake.store.OnlineStore;
import io.tastelake.store.StoreConnection;
import io.tastelake.store.StoreLocks;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings events from the outbox to the log, in order, at least once: an event leaves the outbox
 * after every in-sync replica has it. One instance publishes at a time, by an advisory lock; the
 * others take over when it fails. Thread-safe.
 */
final class Publisher implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Publisher.class);

  private static final int BATCH = 2_000;

  /** Tells this advisory lock from others. */
  static final long LOCK = 0x6F7574626F78L;

  private static final int TIMEOUT_SECONDS = 10;

  private static final String UNPUBLISHED =
      "The event log does not accept the decision. It is stored and will be published when the log"
          + " is back; retrying the request does no harm.";

  private final OnlineStore store;
  private final Outbox outbox;
  private final EventLog log;
  private final ReentrantLock publishing = new ReentrantLock();
  private final AtomicBoolean woken = new AtomicBoolean();
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(Publisher::thread);
  private boolean failing;

  /** Begins to publish what waits, and looks for more after each interval. */
  Publisher(OnlineStore store, Outbox outbox, EventLog log, Duration interval) {
    this.store = store;
    this.outbox = outbox;
    this.log = log;
    long nanos = interval.toNanos();
    var unused = thread.scheduleWithFixedDelay(this::look, 0, nanos, TimeUnit.NANOSECONDS);
  }

  private static Thread thread(Runnable run) {
    Thread thread = new Thread(run, "publisher");
    thread.setDaemon(true);
    return thread;
  }

  /** Says that there is something to publish. */
  void wake() {
    if (woken.compareAndSet(false, true)) {
      thread.execute(this::look);
    }
  }

  /**
   * Returns once the log has all that was committed before.
   *
   * @throws LogUnavailableException if the log does not answer in time; it is published when the
   *     log is back
   */
  void publishAll() {
    long newest = outbox.newest();
    if (newest == 0) {
      return;
    }
    try {
      if (!publishing.tryLock(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
        throw new LogUnavailableException(UNPUBLISHED, null);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LogUnavailableException(UNPUBLISHED, e);
    }
    try {
      long published;
      do {
        published = store.inTransaction(this::publishBatch);
      } while (published < newest);
    } catch (LogUnavailableException e) {
      throw new LogUnavailableException(UNPUBLISHED, e);
    } finally {
      publishing.unlock();
    }
  }

  /**
   * Publishes the oldest events.
   *
   * @return the last one's id; beyond all if none is left
   */
  private long publishBatch(StoreConnection transaction) {
    StoreLocks locks = new StoreLocks(transaction);
    locks.endWhenIdle();
    locks.take(LOCK);
    List<Outbox.Waiting> batch = outbox.oldest(transaction, BATCH);
    if (batch.isEmpty()) {
      return Long.MAX_VALUE;
    }
    List<InteractionEvent> events = batch.stream().map(Outbox.Waiting::event).toList();
    List<LoggedEvent> logged = log.append(events);
    if (logged.stream().anyMatch(event -> event.offset() == EventLog.UNKNOWN_OFFSET)) {
      throw new LogUnavailableException(
          "The log stored events without returning their offsets.", null);
    }
    Forgets.place(transaction, logged);
    outbox.remove(transaction, batch);
    return batch.get(batch.size() - 1).id();
  }

  private void look() {
    woken.set(false);
    try {
      publishAll();
      failing = false;
    } catch (RuntimeException e) {
      if (!failing) {
        LOG.warn("Cannot publish decisions; they wait in the outbox.", e);
      }
      failing = true;
    }
  }

  @Override
  public void close() {
    thread.shutdown();
    try {
      if (!thread.awaitTermination(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
        LOG.warn("Publishing timed out after {} s.", TIMEOUT_SECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

package io.tastelake.serving.parity;

import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.domain.identity.ItemId;
import io.tastelake.domain.identity.UserId;
import io.tastelake.store.OnlineStore;
import io.tastelake.store.RatingsTable;
import io.tastelake.store.ServedSample;
import io.tastelake.store.ServedSample.Extent;
import io.tastelake.store.ServedSamplesTable;
import io.tastelake.store.StoreException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.DoubleSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notes some of what is served, so that served-parity can say whether it was right. No request
 * waits for it or fails with it: samples wait in a queue, and what does not fit or cannot be
 * written is dropped and counted. Thread-safe.
 */
public final class ServedSamples implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ServedSamples.class);

  /** What waits at most. With the interval, it is the most that an instance writes. */
  static final int MAX_WAITING = 200;

  private static final int TIMEOUT_SECONDS = 10;

  /**
   * How much is noted.
   *
   * @param share of what is served, 0 to 1
   * @param interval between two writes
   */
  public record Settings(double share, Duration interval) {

    /** Checks the share. */
    public Settings {
      if (!(share >= 0 && share <= 1)) {
        throw new IllegalArgumentException(
            "--served-sample-share must be 0 to 1, not " + share + ".");
      }
    }

    /** One in a hundred. */
    public static Settings defaults() {
      return of(0.01);
    }

    /** Another share. */
    public static Settings of(double share) {
      return new Settings(share, Duration.ofSeconds(1));
    }
  }

  private final OnlineStore store;
  private final Settings settings;
  private final Clock clock;
  private final DoubleSupplier chance;
  private final BlockingQueue<ServedSample> waiting = new ArrayBlockingQueue<>(MAX_WAITING);
  private final AtomicLong written = new AtomicLong();
  private final AtomicLong dropped = new AtomicLong();
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(ServedSamples::thread);

  /**
   * Begins to write what waits after each interval.
   *
   * @param chance random numbers from 0 to 1
   */
  public ServedSamples(OnlineStore store, Settings settings, Clock clock, DoubleSupplier chance) {
    this.store = store;
    this.settings = settings;
    this.clock = clock;
    this.chance = chance;
    long nanos = settings.interval().toNanos();
    var unused = thread.scheduleWithFixedDelay(this::write, nanos, nanos, TimeUnit.NANOSECONDS);
  }

  private static Thread thread(Runnable run) {
    Thread thread = new Thread(run, "served-samples");
    thread.setDaemon(true);
    return thread;
  }

  /** A page of a user's ratings was served, which is all there are or not. */
  public void ratings(
      DatabaseId database, UserId user, List<RatingsTable.Row> page, Extent extent) {
    if (isChosen()) {
      Map<ItemId, Double> byItem = new HashMap<>();
      page.forEach(rating -> byItem.put(rating.item(), rating.value()));
      Instant now = clock.instant();
      offer(ServedSample.ofRatings(database, user, now, byItem, extent));
    }
  }

  /** A page of all users' ratings was served; one of them stands for it. */
  public void page(DatabaseId database, List<RatingsTable.Row> page) {
    if (!page.isEmpty() && isChosen()) {
      int place = (int) (chance.getAsDouble() * page.size());
      RatingsTable.Row rating = page.get(Math.min(place, page.size() - 1));
      Map<ItemId, Double> one = Map.of(rating.item(), rating.value());
      Instant now = clock.instant();
      offer(ServedSample.ofRatings(database, rating.user(), now, one, Extent.PART));
    }
  }

  /** A user's taste vector was served, or a list by it. */
  public void vector(DatabaseId database, UserId user, String model, float[] vector) {
    if (isChosen()) {
      offer(ServedSample.ofVector(database, user, clock.instant(), model, vector));
    }
  }

  private boolean isChosen() {
    return settings.share() > 0 && chance.getAsDouble() < settings.share();
  }

  private void offer(ServedSample sample) {
    if (!waiting.offer(sample)) {
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

  private void write() {
    List<ServedSample> batch = new ArrayList<>();
    int size = waiting.drainTo(batch);
    if (size == 0) {
      return;
    }
    try {
      int unused = store.with(connection -> new ServedSamplesTable(connection).add(batch));
      written.addAndGet(size);
    } catch (StoreException e) {
      dropped.addAndGet(size);
      LOG.warn("Samples of what was served are dropped: {}", e.brief());
    } catch (RuntimeException e) {
      dropped.addAndGet(size);
      LOG.warn("Samples of what was served are dropped", e);
    }
  }

  /** Writes what waits, and takes nothing more. */
  @Override
  public void close() {
    thread.execute(this::write);
    thread.shutdown();
    try {
      if (!thread.awaitTermination(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
        LOG.warn("Writing samples timed out after {} s.", TIMEOUT_SECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

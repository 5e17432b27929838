package io.tastelake.serving.parity;

import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.domain.identity.ItemId;
import io.tastelake.domain.identity.UserId;
import io.tastelake.serving.store.QueuedWrites;
import io.tastelake.store.OnlineStore;
import io.tastelake.store.RatingsTable;
import io.tastelake.store.ServedSample;
import io.tastelake.store.ServedSample.Extent;
import io.tastelake.store.ServedSamplesTable;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleSupplier;

/**
 * Notes some of what is served, so that served-parity can say whether it was right. No request
 * waits for it or fails with it (see {@link QueuedWrites}). Thread-safe.
 */
public final class ServedSamples implements AutoCloseable {

  /** What waits at most. With the interval, it is the most that an instance writes. */
  static final int MAX_WAITING = 200;

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

  private final Settings settings;
  private final Clock clock;
  private final DoubleSupplier chance;
  private final QueuedWrites<ServedSample> samples;

  /**
   * Begins to write what waits after each interval.
   *
   * @param chance random numbers from 0 to 1
   */
  public ServedSamples(OnlineStore store, Settings settings, Clock clock, DoubleSupplier chance) {
    this.settings = settings;
    this.clock = clock;
    this.chance = chance;
    this.samples =
        new QueuedWrites<>(
            "served-samples",
            MAX_WAITING,
            settings.interval(),
            ServedSample::database,
            batch -> {
              int unused = store.with(connection -> new ServedSamplesTable(connection).add(batch));
            });
  }

  /** A page of a user's ratings was served, which is all there are or not. */
  public void ratings(
      DatabaseId database, UserId user, List<RatingsTable.Row> page, Extent extent) {
    if (isChosen()) {
      Map<ItemId, Double> byItem = new HashMap<>();
      page.forEach(rating -> byItem.put(rating.item(), rating.value()));
      Instant now = clock.instant();
      samples.offer(ServedSample.ofRatings(database, user, now, byItem, extent));
    }
  }

  /** A page of all users' ratings was served; one of them stands for it. */
  public void page(DatabaseId database, List<RatingsTable.Row> page) {
    if (!page.isEmpty() && isChosen()) {
      int place = (int) (chance.getAsDouble() * page.size());
      RatingsTable.Row rating = page.get(Math.min(place, page.size() - 1));
      Map<ItemId, Double> one = Map.of(rating.item(), rating.value());
      Instant now = clock.instant();
      samples.offer(ServedSample.ofRatings(database, rating.user(), now, one, Extent.PART));
    }
  }

  /** A user's taste vector was served, or a list by it. */
  public void vector(DatabaseId database, UserId user, String model, float[] vector) {
    if (isChosen()) {
      samples.offer(ServedSample.ofVector(database, user, clock.instant(), model, vector));
    }
  }

  private boolean isChosen() {
    return settings.share() > 0 && chance.getAsDouble() < settings.share();
  }

  /** How many were written. */
  public long written() {
    return samples.written();
  }

  /** How many were dropped, since too many waited or the online store was away. */
  public long dropped() {
    return samples.dropped();
  }

  /** Writes what waits, and takes nothing more. */
  @Override
  public void close() {
    samples.close();
  }
}

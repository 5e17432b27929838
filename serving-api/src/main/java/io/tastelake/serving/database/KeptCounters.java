package io.tastelake.serving.database;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import io.tastelake.domain.identity.DatabaseId;
import java.time.Duration;

/**
 * Counts a small database anew each time, and keeps for a while what was counted of a large one:
 * that takes half a second, and is a lower bound in any case. Thread-safe.
 */
public final class KeptCounters implements Counters.Source {

  static final Duration KEPT = Duration.ofMinutes(5);
  private static final int MAX_DATABASES = 10_000;

  private final Counters.Source counted;
  private final Cache<DatabaseId, Counters> large;

  public KeptCounters(Counters.Source counted) {
    this(counted, Ticker.systemTicker());
  }

  KeptCounters(Counters.Source counted, Ticker ticker) {
    this.counted = counted;
    this.large =
        Caffeine.newBuilder()
            .maximumSize(MAX_DATABASES)
            .expireAfterWrite(KEPT)
            .ticker(ticker)
            .build();
  }

  @Override
  public Counters of(DatabaseId database) {
    Counters kept = large.getIfPresent(database);
    if (kept != null) {
      return kept;
    }
    Counters now = counted.of(database);
    if (now.ratings() >= Counters.MAX_RATINGS) {
      large.put(database, now);
    }
    return now;
  }
}

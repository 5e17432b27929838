package io.tastelake.stream.taste;

import io.tastelake.domain.identity.Actor;
import io.tastelake.domain.identity.ActorHash;
import io.tastelake.store.StoreException;
import io.tastelake.stream.metric.JobMetric;
import io.tastelake.stream.taste.TasteWriter.Whose;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Updates that the store refuses: each is tried again by itself, less and less often, so that it
 * holds up nobody. A newer update of its user takes its place. What does not fit is dropped: then
 * {@code recompute-ratings}, which the nightly runs, puts the user right. Not thread-safe.
 */
final class RefusedUpdates {

  private static final Logger LOG = LoggerFactory.getLogger(RefusedUpdates.class);

  static final int MAX_HELD = 1_000;
  static final long FIRST_BACKOFF_MILLIS = 1_000;
  static final long MAX_BACKOFF_MILLIS = 600_000;

  /** An attempt that takes long is waited for so many times as long before the next. */
  private static final int REST = 20;

  private record Held(TasteUpdate update, int attempts, long nextAttempt) {

    Held afterAttempt(long started, long ended) {
      long backoff = Math.min(FIRST_BACKOFF_MILLIS << Math.min(attempts, 20), MAX_BACKOFF_MILLIS);
      return new Held(update, attempts + 1, ended + Math.max(backoff, REST * (ended - started)));
    }

    Held with(TasteUpdate newer) {
      return new Held(newer, attempts, nextAttempt);
    }
  }

  private final TasteStore store;
  private final Map<Whose, Held> held = new LinkedHashMap<>();
  private final Counter refusals;
  private final Counter dropped;

  RefusedUpdates(TasteStore store, MetricGroup metrics) {
    this.store = store;
    this.refusals = metrics.counter(JobMetric.REFUSED_UPDATES.label());
    this.dropped = metrics.counter(JobMetric.DROPPED_UPDATES.label());
    metrics.gauge(JobMetric.USERS_REFUSED.label(), held::size);
  }

  boolean isEmpty() {
    return held.isEmpty();
  }

  List<TasteUpdate> updates() {
    return held.values().stream().map(Held::update).toList();
  }

  /** Puts a newer update in the place of its user's; false if none is held. */
  boolean replace(TasteUpdate newer) {
    return held.computeIfPresent(Whose.of(newer), (whose, older) -> older.with(newer)) != null;
  }

  /** Holds an update that was held before. */
  void hold(TasteUpdate update, long now) {
    held.put(Whose.of(update), new Held(update, 0, now + FIRST_BACKOFF_MILLIS));
  }

  /** Holds an update that the store refused just now. */
  void add(TasteUpdate update, StoreException refusal, long now) {
    refusals.inc();
    LOG.error(
        "The online store refuses the ratings of {}: {}. Others are not affected; trying again.",
        name(update),
        refusal.brief());
    if (held.size() >= MAX_HELD) {
      dropped.inc();
      LOG.error("Too many users are refused; dropped one. recompute-ratings will repair it.");
    } else {
      held.put(Whose.of(update), new Held(update, 0, now).afterAttempt(now, now));
      store.note(update, refusal.brief(), 1);
    }
  }

  /**
   * Tries the update whose turn it is; one at a time, so that what is not refused comes between.
   */
  void retry(LongSupplier clock) {
    long started = clock.getAsLong();
    held.entrySet().stream()
        .min(Comparator.comparingLong(entry -> entry.getValue().nextAttempt()))
        .filter(entry -> entry.getValue().nextAttempt() <= started)
        .ifPresent(entry -> retry(entry.getKey(), entry.getValue(), started, clock));
  }

  private void retry(Whose whose, Held next, long started, LongSupplier clock) {
    try {
      store.write(List.of(next.update()));
      held.remove(whose);
      store.unnote(next.update());
      LOG.info("The online store takes the ratings of {} again.", name(next.update()));
    } catch (StoreException e) {
      if (!e.mayBeOfTheRows()) {
        throw e;
      }
      refusals.inc();
      Held later = next.afterAttempt(started, clock.getAsLong());
      held.put(whose, later);
      store.note(next.update(), e.brief(), later.attempts());
    }
  }

  /** Finds the user's rows in the lake, and names nobody in a log file. */
  private static String name(TasteUpdate update) {
    return "the user with actor hash "
        + ActorHash.of(update.database(), Actor.of(update.user()))
        + " of database "
        + update.database();
  }
}

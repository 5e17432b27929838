package io.tastelake.serving.taste;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.tastelake.domain.identity.Actor;
import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.domain.identity.ItemId;
import io.tastelake.domain.popularity.PopularItems;
import io.tastelake.domain.popularity.Popularity;
import io.tastelake.lake.table.LakeSnapshot;
import io.tastelake.serving.interaction.ListedInteraction;
import io.tastelake.serving.interaction.ListingRequest;
import io.tastelake.serving.interaction.Listings;
import io.tastelake.store.OnlineStore;
import io.tastelake.store.ShownRatings;
import io.tastelake.store.StoreException;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is popular in each database: by the likes among the ratings that are shown, which stream and
 * nightly keep alike, while there are none by interactions, and while there are only ratings that
 * are no likes by their means. A count is taken again when it is asked for and due, after five
 * seconds or twenty times as long as it took: in the background, unless it is as long overdue.
 * Thread-safe.
 */
final class PopularLists {

  private static final Logger LOG = LoggerFactory.getLogger(PopularLists.class);
  private static final double MILLIS = 1e3;

  /** The most popular items of a database; who pages further gets none. */
  private static final int ITEMS = 50_000;

  /** Items of all databases together. */
  private static final int ALL_ITEMS = 1_000_000;

  /** So many interactions of users, and as many of sessions, stand for all. */
  private static final int INTERACTIONS = 10_000;

  private static final Duration LIFE = Duration.ofSeconds(5);
  private static final int REST = 20;

  private final OnlineStore store;
  private final Listings listings;
  private final Clock clock;
  private final Set<DatabaseId> beingCounted = ConcurrentHashMap.newKeySet();
  private final Cache<DatabaseId, Counted> counted =
      Caffeine.newBuilder()
          .maximumWeight(ALL_ITEMS)
          .weigher((DatabaseId key, Counted count) -> count.items().size())
          .build();

  PopularLists(OnlineStore store, Listings listings, Clock clock) {
    this.store = store;
    this.listings = listings;
    this.clock = clock;
  }

  /** What is popular in a database; nothing only if nobody did or rated anything there. */
  PopularItems of(DatabaseId database) {
    Counted count = counted.get(database, this::counted);
    if (count == null) {
      return PopularItems.equal(Set.of());
    }
    long late = System.nanoTime() - count.due();
    if (late > count.life()) {
      counted.invalidate(database);
      return of(database);
    }
    if (late > 0 && beingCounted.add(database)) {
      var unused = CompletableFuture.runAsync(() -> countAgain(database));
    }
    return count.items();
  }

  /**
   * A count.
   *
   * @param due when it is to be taken again
   * @param life how long it is good; for as long again it is shown while the next is taken
   */
  private record Counted(PopularItems items, long due, long life) {}

  private void countAgain(DatabaseId database) {
    try {
      Counted count = counted(database);
      if (count == null) {
        counted.invalidate(database);
      } else {
        counted.put(database, count);
      }
    } catch (StoreException e) {
      LOG.warn("Cannot count what is popular in database {}; the last count stays", database, e);
    } finally {
      beingCounted.remove(database);
    }
  }

  /** Null if nothing is counted: the next request looks again. */
  private Counted counted(DatabaseId database) {
    long began = System.nanoTime();
    double now = clock.millis() / MILLIS;
    Map<ItemId, Double> scores =
        store.with(connection -> new ShownRatings(connection).popular(database, now, ITEMS));
    if (scores.isEmpty()) {
      scores = byInteractions(database, now);
    }
    if (scores.isEmpty()) {
      scores = store.with(connection -> new ShownRatings(connection).means(database, ITEMS));
    }
    long ended = System.nanoTime();
    long life = Math.max(LIFE.toNanos(), REST * (ended - began));
    return scores.isEmpty() ? null : new Counted(PopularItems.of(scores), ended + life, life);
  }

  private Map<ItemId, Double> byInteractions(DatabaseId database, double now) {
    Map<Done, Double> last = new HashMap<>();
    for (Actor.Kind kind : Actor.Kind.values()) {
      ListingRequest request =
          new ListingRequest(
              database, kind, LakeSnapshot.TimeWindow.ALWAYS, INTERACTIONS, Optional.empty());
      for (ListedInteraction row : listings.page(request).rows()) {
        Done done = new Done(row.actor(), row.interaction().item());
        last.merge(done, row.interaction().timestamp(), Math::max);
      }
    }
    Popularity popularity = new Popularity(now);
    last.forEach((done, timestamp) -> popularity.count(done.item(), timestamp));
    return popularity.scores();
  }

  /** Somebody acted on an item. */
  private record Done(Actor actor, ItemId item) {}
}

package io.tastelake.store;

import io.tastelake.domain.identity.ItemId;
import io.tastelake.domain.rating.Rating;
import io.tastelake.store.TasteReplacement.Whose;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a writer knows that the store shows of users, since it wrote it: those written last, within
 * a budget. Not thread-safe.
 */
final class WrittenTastes {

  /** What a user costs beside the ratings, in ratings. */
  private static final int USER = 8;

  /**
   * What one write left of a user. Arrays of one length, in no order.
   *
   * @param stamp of that write
   */
  @SuppressWarnings("ArrayRecordComponent") // it is never compared
  record Written(long stamp, ItemId[] items, double[] values, double[] times, Set<String> models) {

    static Written of(TasteReplacement user, long stamp) {
      int size = user.ratings().size();
      Written written =
          new Written(
              stamp,
              new ItemId[size],
              new double[size],
              new double[size],
              Set.copyOf(user.vectors().keySet()));
      int next = 0;
      for (Map.Entry<ItemId, Rating> rating : user.ratings().entrySet()) {
        written.items[next] = rating.getKey();
        written.values[next] = rating.getValue().value();
        written.times[next++] = rating.getValue().timestamp();
      }
      return written;
    }

    private int cost() {
      return USER + items.length;
    }
  }

  private final long budget;
  private final Map<Whose, Written> users = new LinkedHashMap<>(16, 0.75f, true);
  private long cost;

  /**
   * Nothing yet.
   *
   * @param budget how many ratings are kept at most; each is an entry of 20 bytes
   */
  WrittenTastes(long budget) {
    this.budget = budget;
  }

  /** What was written of a user, if the store still has that very write. */
  Optional<Written> find(Whose whose, long stamp) {
    return Optional.ofNullable(users.get(whose)).filter(written -> written.stamp() == stamp);
  }

  /** Remembers a write that was committed. */
  void put(TasteReplacement user, long stamp) {
    Written written = Written.of(user, stamp);
    forget(user.whose());
    if (written.cost() <= budget) {
      users.put(user.whose(), written);
      cost += written.cost();
      evict();
    }
  }

  private void evict() {
    Iterator<Written> eldest = users.values().iterator();
    while (cost > budget) {
      cost -= eldest.next().cost();
      eldest.remove();
    }
  }

  /** The user is written in full next time. */
  void forget(Whose whose) {
    Written before = users.remove(whose);
    if (before != null) {
      cost -= before.cost();
    }
  }

  /** How many users it remembers. */
  int size() {
    return users.size();
  }
}

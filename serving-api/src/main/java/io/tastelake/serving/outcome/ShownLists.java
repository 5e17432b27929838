package io.tastelake.serving.outcome;

import io.tastelake.domain.identity.Actor;
import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.domain.identity.ItemId;
import io.tastelake.domain.outcome.ShownList;
import io.tastelake.serving.store.QueuedWrites;
import io.tastelake.store.NotedList;
import io.tastelake.store.OnlineStore;
import io.tastelake.store.ShownListsTable;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * Notes lists that are shown, so that the job {@code outcomes} can say what came of them. No
 * request waits for it or fails with it (see {@link QueuedWrites}). Thread-safe.
 */
public final class ShownLists {

  /** The scenario of who looks at what customers are shown, and is none of them. */
  public static final String UNCOUNTED = "console";

  /** What waits at most, and so about the most that an instance notes in a second. */
  static final int MAX_WAITING = 500;

  private static final Duration INTERVAL = Duration.ofSeconds(1);
  private static final double MILLIS = 1e3;

  private final QueuedWrites<NotedList> notes;
  private final RecommendationIds ids;
  private final Clock clock;

  /**
   * Lists that are noted in a queue.
   *
   * @param key signs their ids: at least 32 random bytes, the same on every instance
   * @param uuids another one each time
   */
  public ShownLists(QueuedWrites<NotedList> notes, byte[] key, Supplier<UUID> uuids, Clock clock) {
    this.notes = notes;
    this.ids = new RecommendationIds(key, uuids, clock);
    this.clock = clock;
  }

  /** The queue of an instance. */
  public static QueuedWrites<NotedList> queue(OnlineStore store) {
    return queue(store, INTERVAL);
  }

  static QueuedWrites<NotedList> queue(OnlineStore store, Duration interval) {
    return new QueuedWrites<>(
        "shown-lists",
        MAX_WAITING,
        interval,
        note -> note.list().database(),
        batch -> {
          int unused = store.with(connection -> new ShownListsTable(connection).add(batch));
        });
  }

  /**
   * A list is shown; returns its {@code recommendation_id}, or nothing if it is not counted.
   *
   * @param actor to whom, if that is known
   * @param scenario of the request
   * @param items in their order
   */
  public Optional<String> note(
      DatabaseId database, Optional<Actor> actor, Optional<String> scenario, List<ItemId> items) {
    if (items.isEmpty() || scenario.filter(UNCOUNTED::equals).isPresent()) {
      return Optional.empty();
    }
    String id = ids.next(database, actor);
    double now = clock.millis() / MILLIS;
    notes.offer(
        new NotedList(
            new ShownList(database, id, actor, now, new LinkedHashSet<>(items)),
            scenario.orElse(NotedList.NO_SCENARIO)));
    return Optional.of(id);
  }
}

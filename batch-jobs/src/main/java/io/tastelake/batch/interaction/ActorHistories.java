package io.tastelake.batch.interaction;

import io.tastelake.domain.identity.Actor;
import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.domain.interaction.ActorHistory;
import io.tastelake.domain.interaction.InteractionEvent;
import io.tastelake.domain.interaction.LoggedChange;
import io.tastelake.domain.interaction.LoggedEvent;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Queue;
import org.apache.spark.sql.Row;

/**
 * The histories of actors, joined from rows that come sorted by actor hash. The hash only brings
 * rows together: actors that share one are kept apart by database, kind and id. The actors of one
 * hash are all that is held at a time.
 */
public final class ActorHistories implements Iterator<ActorHistories.Entry> {

  private static final int HASH = 0;

  /**
   * Whose history it is.
   *
   * @param partition of the log, which all events of an actor share
   */
  public record Entry(DatabaseId database, Actor actor, int partition, ActorHistory history) {

    /** A change of this history as the event that it was. */
    public LoggedEvent event(LoggedChange change) {
      return new LoggedEvent(
          partition,
          change.offset(),
          new InteractionEvent(database, actor, change.acceptedAt(), change.change()));
    }
  }

  private record Key(DatabaseId database, Actor actor, int partition) {}

  private final Iterator<Row> sorted;
  private final Queue<Entry> joined = new ArrayDeque<>();
  private Row ahead;

  /** Joins {@code sorted}, rows of {@link InteractionRows#of}. */
  public ActorHistories(Iterator<Row> sorted) {
    this.sorted = sorted;
    this.ahead = following();
  }

  @Override
  public boolean hasNext() {
    if (joined.isEmpty() && ahead != null) {
      joinNextHash();
    }
    return !joined.isEmpty();
  }

  @Override
  public Entry next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    return joined.remove();
  }

  private void joinNextHash() {
    Map<Key, ActorHistory> histories = new HashMap<>();
    long hash = ahead.getLong(HASH);
    while (ahead != null && ahead.getLong(HASH) == hash) {
      InteractionRows.event(ahead)
          .ifPresent(
              logged ->
                  histories.computeIfAbsent(key(logged), key -> new ActorHistory()).add(logged));
      ahead = following();
    }
    histories.forEach(
        (key, history) -> joined.add(new Entry(key.database, key.actor, key.partition, history)));
  }

  private static Key key(LoggedEvent logged) {
    return new Key(logged.event().database(), logged.event().actor(), logged.partition());
  }

  private Row following() {
    return sorted.hasNext() ? sorted.next() : null;
  }
}

package io.tastelake.batch.compaction;

import io.tastelake.batch.interaction.InteractionRows;
import io.tastelake.domain.identity.Actor;
import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.domain.interaction.ActorHistory;
import io.tastelake.domain.interaction.ActorHistory.Reach;
import io.tastelake.domain.interaction.LoggedEvent;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Queue;
import org.apache.spark.sql.Row;

/**
 * Joins the rows of each actor. They come sorted by hash, so the actors of one hash are all that is
 * held at a time.
 */
final class JoinedRows implements Iterator<Row> {

  private static final int HASH = 0;

  /** An actor and the partition its events share. */
  private record Key(DatabaseId database, Actor actor, int partition) {}

  private final Iterator<Row> sorted;
  private final String segment;
  private final Reach reach;
  private final Map<Integer, Long> retriesUntil;
  private final Queue<Row> joined = new ArrayDeque<>();
  private Row ahead;

  JoinedRows(Iterator<Row> sorted, String segment, Reach reach, Map<Integer, Long> retriesUntil) {
    this.sorted = sorted;
    this.segment = segment;
    this.reach = reach;
    this.retriesUntil = retriesUntil;
    this.ahead = next(sorted);
  }

  @Override
  public boolean hasNext() {
    while (joined.isEmpty() && ahead != null) {
      joinNextHash();
    }
    return !joined.isEmpty();
  }

  @Override
  public Row next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    return joined.remove();
  }

  private void joinNextHash() {
    Map<Key, ActorHistory> histories = new HashMap<>();
    long hash = ahead.getLong(HASH);
    while (ahead != null && ahead.getLong(HASH) == hash) {
      LoggedEvent logged = InteractionRows.event(ahead);
      histories.computeIfAbsent(key(logged), key -> new ActorHistory()).add(logged);
      ahead = next(sorted);
    }
    histories.forEach(
        (key, history) -> {
          long until = retriesUntil.getOrDefault(key.partition(), Long.MIN_VALUE);
          for (LoggedEvent row : history.compacted(reach, until)) {
            joined.add(InteractionRows.row(row, segment));
          }
        });
  }

  private static Key key(LoggedEvent logged) {
    return new Key(logged.event().database(), logged.event().actor(), logged.partition());
  }

  private static Row next(Iterator<Row> rows) {
    return rows.hasNext() ? rows.next() : null;
  }
}

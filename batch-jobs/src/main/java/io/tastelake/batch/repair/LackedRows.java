package io.tastelake.batch.repair;

import io.tastelake.batch.interaction.InteractionRows;
import io.tastelake.contracts.lake.InteractionsTable;
import io.tastelake.domain.identity.Actor;
import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.domain.interaction.LoggedEvent;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Queue;
import org.apache.spark.sql.Row;

/** What the lake lacks of each actor: {@link LackedEvents} over rows sorted by actor hash. */
final class LackedRows implements Iterator<Row> {

  /** The segment of a row that comes from the log. */
  static final String LOG = "log";

  private static final int HASH = 0;
  private static final int SEGMENT = InteractionsTable.COLUMNS.size() - 1;

  private record Key(DatabaseId database, Actor actor, int partition) {}

  private record Events(List<LoggedEvent> lake, List<LoggedEvent> log) {

    Events() {
      this(new ArrayList<>(), new ArrayList<>());
    }
  }

  private final Iterator<Row> sorted;
  private final Map<Integer, Long> retriesUntil;
  private final OnlineForgets forgets;
  private final Queue<Row> lacked = new ArrayDeque<>();
  private Row ahead;

  /**
   * Over rows of lake and log together.
   *
   * @param retriesUntil by log partition, as {@link LackedEvents#of} takes it
   */
  LackedRows(Iterator<Row> sorted, Map<Integer, Long> retriesUntil, OnlineForgets forgets) {
    this.sorted = sorted;
    this.retriesUntil = retriesUntil;
    this.forgets = forgets;
    this.ahead = following();
  }

  @Override
  public boolean hasNext() {
    while (lacked.isEmpty() && ahead != null) {
      takeNextHash();
    }
    return !lacked.isEmpty();
  }

  @Override
  public Row next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    return lacked.remove();
  }

  private void takeNextHash() {
    Map<Key, Events> actors = new HashMap<>();
    long hash = ahead.getLong(HASH);
    while (ahead != null && ahead.getLong(HASH) == hash) {
      boolean fromLog = ahead.getString(SEGMENT).equals(LOG);
      InteractionRows.event(ahead)
          .ifPresent(
              logged -> {
                Events events = actors.computeIfAbsent(key(logged), key -> new Events());
                Collections.addAll(fromLog ? events.log() : events.lake(), logged);
              });
      ahead = following();
    }
    actors.forEach(
        (key, events) ->
            LackedEvents.of(
                    events.lake(),
                    events.log(),
                    retriesUntil.getOrDefault(key.partition(), Long.MIN_VALUE),
                    forgets.of(key.database(), key.actor()))
                .forEach(event -> lacked.add(InteractionRows.row(event, LOG))));
  }

  private static Key key(LoggedEvent logged) {
    return new Key(logged.event().database(), logged.event().actor(), logged.partition());
  }

  private Row following() {
    return sorted.hasNext() ? sorted.next() : null;
  }
}

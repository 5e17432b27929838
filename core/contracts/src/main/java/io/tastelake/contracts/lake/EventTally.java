package io.tastelake.contracts.lake;

import io.tastelake.domain.identity.DatabaseId;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Counts the records of a stretch of the log as they pass. Not thread-safe. */
public final class EventTally {

  private static final class Count {
    private long events;
    private long deadLetters;
  }

  private final Map<DatabaseId, Count> databases = new HashMap<>();
  private final Count others = new Count();
  private long skipped;

  /** An event passed. */
  public void event(DatabaseId database) {
    of(database).events++;
  }

  /**
   * A record passed that holds no valid event.
   *
   * @param database the one that its key names, if it names one
   */
  public void deadLetter(Optional<DatabaseId> database) {
    database.map(this::of).orElse(others).deadLetters++;
  }

  /** So many offsets had no record. */
  public void skip(long offsets) {
    skipped += offsets;
  }

  private Count of(DatabaseId database) {
    return databases.computeIfAbsent(database, unknown -> new Count());
  }

  /** What has passed so far. */
  public EventCounts counts() {
    Map<DatabaseId, EventCount> counts = new HashMap<>();
    databases.forEach((database, count) -> counts.put(database, fixed(count)));
    return new EventCounts(counts, fixed(others), skipped);
  }

  private static EventCount fixed(Count count) {
    return new EventCount(count.events, count.deadLetters);
  }
}

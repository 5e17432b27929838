package io.tastelake.contracts.lake;

import io.tastelake.domain.identity.DatabaseId;
import java.util.HashMap;
import java.util.Map;

/**
 * What a stretch of the log holds, by the database that each record's key names.
 *
 * @param others records of no database among {@code databases}
 * @param skipped offsets without a record
 */
public record EventCounts(Map<DatabaseId, EventCount> databases, EventCount others, long skipped) {

  public static final EventCounts NONE = new EventCounts(Map.of(), EventCount.NONE, 0);

  public EventCounts {
    databases = Map.copyOf(databases);
  }

  /** Both stretches together; commutes and associates. */
  public EventCounts plus(EventCounts more) {
    Map<DatabaseId, EventCount> sum = new HashMap<>(databases);
    more.databases.forEach((database, count) -> sum.merge(database, count, EventCount::plus));
    return new EventCounts(sum, others.plus(more.others), skipped + more.skipped);
  }

  /** The records of all databases together. */
  public EventCount all() {
    return databases.values().stream().reduce(others, EventCount::plus);
  }

  /** How many offsets are accounted for. */
  public long offsets() {
    return all().records() + skipped;
  }
}

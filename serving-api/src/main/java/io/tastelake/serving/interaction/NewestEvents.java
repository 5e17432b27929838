package io.tastelake.serving.interaction;

import io.tastelake.domain.identity.Actor;
import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.domain.interaction.Change;
import io.tastelake.domain.interaction.LoggedEvent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The events that came last, of whichever instance; not all of them, and none for long. */
@FunctionalInterface
public interface NewestEvents {

  /** A database's, in the order of their partitions. */
  List<LoggedEvent> of(DatabaseId database);

  /** Those of a database that no FORGET among them hides. */
  default List<LoggedEvent> unforgotten(DatabaseId database) {
    List<LoggedEvent> events = of(database);
    Map<Actor, Long> forgotten = new HashMap<>();
    for (LoggedEvent each : events) {
      if (each.event().change() instanceof Change.Forgotten) {
        forgotten.merge(each.event().actor(), each.offset(), Math::max);
      }
    }
    List<LoggedEvent> left = new ArrayList<>();
    for (LoggedEvent each : events) {
      if (each.offset() >= forgotten.getOrDefault(each.event().actor(), -1L)) {
        left.add(each);
      }
    }
    return left;
  }
}

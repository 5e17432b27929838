package io.tastelake.lake.table;

import io.tastelake.contracts.lake.EventTotals;
import io.tastelake.contracts.lake.LogPosition;
import java.util.Optional;

/** How far into the log a version reaches, and what was counted up to there. */
record Reached(LogPosition position, EventTotals totals) {

  /**
   * What a version reaches.
   *
   * @param stored the totals that it holds, if any
   */
  static Reached of(LogPosition position, Optional<EventTotals> stored) {
    return new Reached(position, EventTotals.at(position, stored));
  }
}

package io.tastelake.serving.interaction;

import io.tastelake.lake.table.LakeSnapshot.TimeWindow;
import java.util.Optional;
import java.util.Set;

/**
 * Which of an actor's interactions are wanted, of those that are newest first.
 *
 * @param types the interaction types wanted; none means all
 * @param window which timestamps, judged after amendments
 * @param after where the page before ended; empty for the first page
 * @param amount how many, at least 1
 */
public record HistoryRequest(
    Set<String> types, TimeWindow window, Optional<HistoryPosition> after, int amount) {

  public HistoryRequest {
    types = Set.copyOf(types);
    if (amount < 1) {
      throw new IllegalArgumentException("A page must have at least 1 row, not " + amount + ".");
    }
  }

  /** The newest interactions, of whatever type. */
  public static HistoryRequest newest(int amount) {
    return new HistoryRequest(Set.of(), TimeWindow.ALWAYS, Optional.empty(), amount);
  }

  boolean wantsType(String type) {
    return types.isEmpty() || types.contains(type);
  }

  /** Whether an interaction is wanted, its type aside. */
  boolean wantsPosition(HistoryPosition row) {
    return window.holds(row.timestamp())
        && (after.isEmpty() || after.get().precedes(row.timestamp(), row.interaction()));
  }
}

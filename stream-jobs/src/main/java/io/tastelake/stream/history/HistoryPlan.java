package io.tastelake.stream.history;

import io.tastelake.contracts.lake.LogPosition;
import java.util.List;

/**
 * What is left to be read of one version of the lake.
 *
 * @param position how far into the log the version reaches
 * @param unassigned the splits that no reader has
 */
public record HistoryPlan(LogPosition position, List<HistorySplit> unassigned) {

  public HistoryPlan {
    unassigned = List.copyOf(unassigned);
  }
}

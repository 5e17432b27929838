package io.tastelake.serving.interaction;

import io.tastelake.domain.interaction.Interaction;
import java.util.List;

/**
 * A part of one actor's interactions.
 *
 * @param rows newest first; fewer than asked for if there are no more or if they are very large
 * @param hasMore whether older ones follow
 * @param warnings sentences for the caller on what may be missing of what was acknowledged, and
 *     will be there soon; empty if nothing is
 * @param notes sentences on what may be missing while the log does not answer
 */
public record HistoryPart(
    List<Interaction> rows, boolean hasMore, List<String> warnings, List<String> notes) {

  public HistoryPart {
    warnings = List.copyOf(warnings);
    notes = List.copyOf(notes);
  }

  /** A part that nothing is to be said of. */
  public HistoryPart(List<Interaction> rows, boolean hasMore) {
    this(rows, hasMore, List.of(), List.of());
  }

  HistoryPart saying(List<String> warnings, List<String> notes) {
    return new HistoryPart(rows, hasMore, warnings, notes);
  }
}

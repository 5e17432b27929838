package io.tastelake.serving.interaction;

import io.tastelake.domain.interaction.Interaction;
import java.util.List;

/**
 * A part of one actor's interactions.
 *
 * @param rows newest first; fewer than asked for if there are no more or if they are very large
 * @param hasMore whether older ones follow
 * @param warnings sentences for the caller on what may be missing; empty if nothing is
 */
public record HistoryPart(List<Interaction> rows, boolean hasMore, List<String> warnings) {

  public HistoryPart {
    warnings = List.copyOf(warnings);
  }

  HistoryPart withWarnings(List<String> sentences) {
    return new HistoryPart(rows, hasMore, sentences);
  }
}

package io.tastelake.serving.interaction;

import io.tastelake.domain.identity.InteractionId;
import io.tastelake.domain.interaction.Interaction;

/**
 * The last row of a page of one actor's interactions, by which the next one goes on.
 *
 * @param timestamp Unix seconds
 */
public record HistoryPosition(double timestamp, InteractionId interaction) {

  /** The place of {@code row}. */
  public static HistoryPosition of(Interaction row) {
    return new HistoryPosition(row.timestamp(), row.id());
  }

  /** Whether a row of that timestamp and id comes later in {@link Interaction#NEWEST_FIRST}. */
  public boolean precedes(double timestampOfRow, InteractionId idOfRow) {
    int older = Double.compare(timestamp, timestampOfRow);
    return older > 0 || (older == 0 && interaction.compareTo(idOfRow) < 0);
  }
}

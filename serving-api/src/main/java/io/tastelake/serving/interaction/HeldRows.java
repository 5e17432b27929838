package io.tastelake.serving.interaction;

import io.tastelake.domain.identity.ItemId;
import io.tastelake.domain.interaction.ActorHistory;
import io.tastelake.domain.interaction.Change;
import io.tastelake.domain.interaction.Interaction;
import io.tastelake.domain.interaction.InteractionEvent;
import io.tastelake.domain.interaction.LoggedEvent;
import java.util.Optional;

/** The rows of one actor as long as they are so few that they can be held as they are. */
final class HeldRows {

  /** Every actor that is no outlier stays below. */
  static final int MAX_ROWS = 8_000;

  /** Characters. */
  static final long MAX_TEXT = 1 << 20;

  private ActorHistory history = new ActorHistory();
  private int rows;
  private long text;

  /** Takes one more; false if it is one too many: nothing is held then. */
  boolean take(LoggedEvent row) {
    text += textOf(row.event());
    rows++;
    if (rows > MAX_ROWS || text > MAX_TEXT) {
      history = null;
      return false;
    }
    history.add(row);
    return true;
  }

  /** Whether all rows that were given are held. */
  boolean areAll() {
    return history != null;
  }

  ActorHistory history() {
    return history;
  }

  /** Characters of what callers may make as long as they like. */
  static long textOf(InteractionEvent event) {
    if (event.change() instanceof Change.Recorded recorded) {
      Interaction content = recorded.content();
      return length(Optional.ofNullable(content.properties()), Optional.of(content.item()));
    }
    return event.change() instanceof Change.Amended amended
        ? length(amended.amendment().properties(), amended.amendment().item())
        : 0;
  }

  private static long length(Optional<String> properties, Optional<ItemId> item) {
    return properties.map(String::length).orElse(0)
        + (long) item.map(id -> id.value().length()).orElse(0);
  }
}

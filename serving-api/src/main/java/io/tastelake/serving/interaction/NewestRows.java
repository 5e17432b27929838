package io.tastelake.serving.interaction;

import io.tastelake.domain.interaction.Interaction;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;

/** The newest of many interactions, of which no more are kept than wanted. */
final class NewestRows {

  private final int amount;
  private final PriorityQueue<Interaction> kept =
      new PriorityQueue<>(Interaction.NEWEST_FIRST.reversed());

  NewestRows(int amount) {
    this.amount = amount;
  }

  void offer(Interaction row) {
    if (kept.size() < amount) {
      kept.add(row);
    } else if (Interaction.NEWEST_FIRST.compare(row, kept.element()) < 0) {
      kept.remove();
      kept.add(row);
    }
  }

  /** Newest first. */
  List<Interaction> rows() {
    List<Interaction> rows = new ArrayList<>(kept);
    rows.sort(Interaction.NEWEST_FIRST);
    return rows;
  }
}

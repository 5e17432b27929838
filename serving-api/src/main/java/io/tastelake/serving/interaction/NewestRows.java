package io.tastelake.serving.interaction;

import io.tastelake.domain.identity.InteractionId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/** The newest of many interactions; keeps no more than wanted, and of each its position alone. */
final class NewestRows {

  private static final Comparator<HistoryPosition> NEWEST_FIRST =
      Comparator.comparingDouble(HistoryPosition::timestamp)
          .reversed()
          .thenComparing(HistoryPosition::interaction);

  private final int amount;
  private final PriorityQueue<HistoryPosition> kept = new PriorityQueue<>(NEWEST_FIRST.reversed());

  NewestRows(int amount) {
    this.amount = amount;
  }

  void offer(HistoryPosition row) {
    if (kept.size() < amount) {
      kept.add(row);
    } else if (NEWEST_FIRST.compare(row, kept.element()) < 0) {
      kept.remove();
      kept.add(row);
    }
  }

  /** Newest first. */
  List<InteractionId> ids() {
    List<HistoryPosition> rows = new ArrayList<>(kept);
    rows.sort(NEWEST_FIRST);
    return rows.stream().map(HistoryPosition::interaction).toList();
  }
}

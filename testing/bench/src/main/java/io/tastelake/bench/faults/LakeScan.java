package io.tastelake.bench.faults;

import io.tastelake.domain.identity.Actor;
import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.domain.interaction.ActorHistory;
import io.tastelake.domain.interaction.Change;
import io.tastelake.domain.interaction.Interaction;
import io.tastelake.domain.interaction.LoggedEvent;
import io.tastelake.lake.table.InteractionsLake;
import io.tastelake.lake.table.LakeSnapshot;
import io.tastelake.lake.table.RowCursor;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Every row of one database in the lake's newest version. */
final class LakeScan {

  private final Map<Actor, ActorHistory> histories = new HashMap<>();
  private final Map<Actor, Set<String>> contents = new HashMap<>();
  private final Set<String> places = new HashSet<>();
  private long rows;

  private LakeScan() {}

  static LakeScan of(URI root, DatabaseId database, Findings findings) {
    LakeScan scan = new LakeScan();
    try (InteractionsLake lake = InteractionsLake.open(root);
        RowCursor cursor =
            lake.newest().range(Long.MIN_VALUE, Long.MAX_VALUE, LakeSnapshot.TimeWindow.ALWAYS)) {
      cursor.forEachRemaining(
          row -> {
            if (row.event().database().equals(database)) {
              scan.add(row, findings);
            }
          });
    }
    return scan;
  }

  private void add(LoggedEvent row, Findings findings) {
    rows++;
    Actor actor = row.event().actor();
    if (!places.add(row.partition() + "/" + row.offset())) {
      findings.add(
          "the lake holds partition %d, offset %d twice".formatted(row.partition(), row.offset()));
    }
    histories.computeIfAbsent(actor, any -> new ActorHistory()).add(row);
    if (row.event().change() instanceof Change.Recorded recorded) {
      contents
          .computeIfAbsent(actor, any -> new HashSet<>())
          .add(recorded.content().item().value());
    }
  }

  long rows() {
    return rows;
  }

  /** The types of each item's interactions, as the rows join to. */
  Map<String, List<String>> types(Actor actor) {
    Map<String, List<String>> types = new HashMap<>();
    ActorHistory history = histories.getOrDefault(actor, new ActorHistory());
    for (Interaction interaction : history.interactions()) {
      types
          .computeIfAbsent(interaction.item().value(), any -> new ArrayList<>())
          .add(interaction.type());
    }
    return types;
  }

  /** Items of all recorded rows that are there, hidden ones included. */
  Set<String> contents(Actor actor) {
    return contents.getOrDefault(actor, Set.of());
  }
}

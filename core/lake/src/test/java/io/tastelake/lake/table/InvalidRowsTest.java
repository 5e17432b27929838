package io.tastelake.lake.table;

import static org.assertj.core.api.Assertions.assertThat;

import io.tastelake.domain.identity.Actor;
import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.domain.identity.InteractionId;
import io.tastelake.domain.identity.ItemId;
import io.tastelake.domain.identity.UserId;
import io.tastelake.domain.interaction.Interaction;
import io.tastelake.domain.interaction.InteractionEvent;
import io.tastelake.domain.interaction.LoggedEvent;
import io.tastelake.lake.file.HashRange;
import io.tastelake.lake.table.LakeSnapshot.TimeWindow;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rows of events that break a rule, as an ingest job before the rules wrote them. */
class InvalidRowsTest {

  private static final String TOPIC = "b8tRS7h4TJ2Vt43Dp85v2A";
  private static final DatabaseId DATABASE = DatabaseId.of(new UUID(7, 1));
  private static final Actor ANN = Actor.of(new UserId("ann"));

  @TempDir Path folder;

  @Test
  void rowsThatBreakARuleAreSkipped() {
    List<LoggedEvent> rows = new ArrayList<>();
    add(rows, ANN, "lamp", "view", 1, "{\"a\":1}");
    add(rows, ANN, "lamp", "view", 1, "{\"a\":");
    add(rows, ANN, "lamp", "view", Double.NaN, null);
    add(rows, ANN, "lamp", "view", 1e18, null);
    add(rows, ANN, "lamp\u0000", "view", 1, null);
    add(rows, ANN, "lamp", "x".repeat(65), 1, null);
    add(rows, Actor.of(new UserId("x\u0000")), "lamp", "view", 1, null);
    add(rows, Actor.of(new UserId("x".repeat(200_000))), "lamp", "view", 1, null);
    add(rows, ANN, "sofa", "", 2, null);
    try (InteractionsLake lake = InteractionsLake.openOrCreate(folder.toUri(), TOPIC)) {
      lake.commit(Rows.append(TOPIC, rows, List.of(lake.write(rows))));
      LakeSnapshot newest = lake.newest();
      assertThat(newest.rows()).isEqualTo(rows.size());
      assertThat(newest.actor(DATABASE, ANN))
          .containsExactlyInAnyOrder(rows.get(0), rows.get(rows.size() - 1));
      List<LoggedEvent> all = new ArrayList<>();
      HashRange everything = HashRange.ALL;
      try (RowCursor cursor =
          newest.range(everything.first(), everything.last(), TimeWindow.ALWAYS)) {
        cursor.forEachRemaining(all::add);
      }
      assertThat(all).containsExactlyInAnyOrder(rows.get(0), rows.get(rows.size() - 1));
    }
  }

  private static void add(
      List<LoggedEvent> rows,
      Actor actor,
      String item,
      String type,
      double timestamp,
      String properties) {
    Interaction interaction =
        new Interaction(
            new InteractionId(new UUID(1, rows.size())),
            new ItemId(item),
            type,
            timestamp,
            properties);
    rows.add(
        new LoggedEvent(0, rows.size(), InteractionEvent.record(DATABASE, actor, interaction, 5)));
  }
}

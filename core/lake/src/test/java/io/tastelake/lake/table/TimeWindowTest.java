package io.tastelake.lake.table;

import static org.assertj.core.api.Assertions.assertThat;

import io.tastelake.domain.identity.Actor;
import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.domain.identity.InteractionId;
import io.tastelake.domain.identity.ItemId;
import io.tastelake.domain.interaction.Amendment;
import io.tastelake.domain.interaction.Interaction;
import io.tastelake.domain.interaction.InteractionEvent;
import io.tastelake.domain.interaction.LoggedEvent;
import io.tastelake.lake.file.DataFile;
import io.tastelake.lake.table.LakeSnapshot.TimeWindow;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A window leaves files out only if nothing of them can be in it after the join. */
class TimeWindowTest {

  private static final DatabaseId DATABASE = DatabaseId.of(new UUID(3, 3));
  private static final Actor ACTOR = new Actor(Actor.Kind.USER, "u");
  private static final InteractionId ID = new InteractionId(new UUID(4, 4));
  private static final TimeWindow NINETIES = new TimeWindow(90, 100);

  @TempDir Path folder;

  @Test
  void leavesOutRecordsOfOtherTimes() {
    LoggedEvent old = new LoggedEvent(0, 0, recorded(10));
    LoggedEvent atTheStart = new LoggedEvent(0, 1, recorded(90));
    LoggedEvent atTheEnd = new LoggedEvent(0, 2, recorded(100));

    assertThat(read(List.of(List.of(old), List.of(atTheStart), List.of(atTheEnd))))
        .containsExactly(atTheStart);
  }

  @Test
  void keepsARecordThatAnAmendmentElsewhereMovesIntoIt() {
    LoggedEvent record = new LoggedEvent(0, 0, recorded(10));
    LoggedEvent amendment = new LoggedEvent(0, 1, amended(95.0));

    assertThat(read(List.of(List.of(record), List.of(amendment))))
        .containsExactly(record, amendment);
  }

  @Test
  void anAmendmentThatLeavesTheTimeAsItIsMovesNothing() {
    LoggedEvent record = new LoggedEvent(0, 0, recorded(10));
    LoggedEvent amendment = new LoggedEvent(0, 1, amended(12.0));

    assertThat(read(List.of(List.of(record), List.of(amendment)))).containsExactly(amendment);
  }

  @Test
  void alwaysKeepsWhatHides() {
    LoggedEvent retracted = new LoggedEvent(0, 0, InteractionEvent.retract(DATABASE, ACTOR, ID, 1));

    assertThat(read(List.of(List.of(retracted)))).containsExactly(retracted);
  }

  private List<LoggedEvent> read(List<List<LoggedEvent>> files) {
    try (InteractionsLake lake = InteractionsLake.openOrCreate(folder.toUri(), "topic")) {
      List<DataFile> written = files.stream().map(lake::write).toList();
      List<LoggedEvent> rows = files.stream().flatMap(List::stream).toList();
      lake.commit(Rows.append("topic", rows, written));
      List<LoggedEvent> read = new ArrayList<>();
      try (RowCursor cursor = lake.newest().range(Long.MIN_VALUE, Long.MAX_VALUE, NINETIES)) {
        cursor.forEachRemaining(read::add);
      }
      return read;
    }
  }

  private static InteractionEvent recorded(double timestamp) {
    return InteractionEvent.record(
        DATABASE, ACTOR, new Interaction(ID, new ItemId("i"), "view", timestamp, null), 1);
  }

  private static InteractionEvent amended(Double timestamp) {
    Amendment amendment =
        timestamp == null ? Amendment.NONE : Amendment.NONE.withTimestamp(timestamp);
    return InteractionEvent.amend(DATABASE, ACTOR, ID, amendment, 1);
  }
}

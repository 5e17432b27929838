package io.tastelake.lake.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tastelake.contracts.lake.LogPosition;
import io.tastelake.contracts.lake.RowOrder;
import io.tastelake.domain.identity.Actor;
import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.domain.interaction.LoggedEvent;
import io.tastelake.lake.file.DataFile;
import io.tastelake.lake.file.HashRange;
import io.tastelake.lake.table.LakeSnapshot.TimeWindow;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InteractionsLakeTest {

  private static final String TOPIC = "b8tRS7h4TJ2Vt43Dp85v2A";

  @TempDir Path folder;

  private URI root() {
    return folder.toUri();
  }

  @Test
  void showsWhatWasCommittedAndNothingElse() {
    try (InteractionsLake lake = InteractionsLake.openOrCreate(root(), TOPIC)) {
      List<LoggedEvent> rows = Rows.some(1, 500);
      DataFile file = lake.write(rows);
      assertThat(lake.newest().rows()).isZero();

      boolean committed = lake.commit(Rows.append(TOPIC, rows, List.of(file)));

      assertThat(committed).isTrue();
      LakeSnapshot newest = lake.newest();
      assertThat(newest.rows()).isEqualTo(500);
      assertThat(all(newest)).containsExactlyElementsOf(sorted(rows));
      assertThat(newest.position()).isEqualTo(lake.position());
      for (LoggedEvent row : rows) {
        DatabaseId database = row.event().database();
        Actor actor = row.event().actor();
        assertThat(newest.actor(database, actor))
            .containsExactlyInAnyOrderElementsOf(of(database, actor, rows));
      }
    }
  }

  @Test
  void goesOnWhereItWasAfterReopening() {
    List<LoggedEvent> rows = Rows.some(2, 100);
    try (InteractionsLake lake = InteractionsLake.openOrCreate(root(), TOPIC)) {
      lake.commit(Rows.append(TOPIC, rows, List.of(lake.write(rows))));
    }
    try (InteractionsLake lake = InteractionsLake.openOrCreate(root(), TOPIC)) {
      assertThat(all(lake.newest())).containsExactlyElementsOf(sorted(rows));
      assertThat(lake.position().next(0)).isEqualTo(Rows.next(rows, 0));
    }
  }

  @Test
  void partsHoldAllRowsAndEachAboutSoMany() {
    try (InteractionsLake lake = InteractionsLake.openOrCreate(root(), TOPIC)) {
      List<LoggedEvent> rows = Rows.some(3, 2_000);
      lake.commit(
          Rows.append(
              TOPIC,
              rows,
              List.of(lake.write(rows.subList(0, 900)), lake.write(rows.subList(900, 2_000)))));
      LakeSnapshot newest = lake.newest();
      assertThat(newest.parts(5_000)).containsExactly(HashRange.ALL);

      List<LoggedEvent> read = new ArrayList<>();
      List<HashRange> parts = newest.parts(100);
      for (HashRange part : parts) {
        try (RowCursor cursor = newest.range(part.first(), part.last(), TimeWindow.ALWAYS)) {
          cursor.forEachRemaining(read::add);
        }
      }

      assertThat(parts).hasSizeBetween(10, 40);
      assertThat(parts.get(0).first()).isEqualTo(Long.MIN_VALUE);
      assertThat(parts.get(parts.size() - 1).last()).isEqualTo(Long.MAX_VALUE);
      assertThat(read).containsExactlyElementsOf(sorted(rows));
    }
  }

  @Test
  void refusesAnotherTopic() {
    InteractionsLake.openOrCreate(root(), TOPIC).close();

    assertThatThrownBy(() -> InteractionsLake.openOrCreate(root(), "another"))
        .isInstanceOf(TopicMismatchException.class)
        .hasMessageContaining(TOPIC)
        .hasMessageContaining("another")
        .hasMessageContaining("empty lake");
  }

  @Test
  void saysWhatWouldCreateALakeThatIsNotThere() {
    assertThatThrownBy(() -> InteractionsLake.open(root()))
        .isInstanceOf(LakeMissingException.class)
        .hasMessageContaining("./tastelake up");
  }

  @Test
  void anAppendWithoutFilesMovesThePosition() {
    try (InteractionsLake lake = InteractionsLake.openOrCreate(root(), TOPIC)) {
      assertThat(lake.commit(new LakeAppend(TOPIC, Map.of(3, new OffsetRange(0, 17)), List.of())))
          .isTrue();
      assertThat(lake.position()).isEqualTo(new LogPosition(TOPIC, Map.of(3, 17L)));
    }
  }

  /** The old file is removed from the disk, so whoever still shows its rows has kept them. */
  @Test
  void keepsNoRowsOfFilesThatTheNewestVersionDoesNotHold() throws IOException {
    try (InteractionsLake lake = InteractionsLake.openOrCreate(root(), TOPIC)) {
      List<LoggedEvent> rows = Rows.some(4, 300);
      DataFile file = lake.write(rows);
      lake.commit(Rows.append(TOPIC, rows, List.of(file)));
      LakeSnapshot old = lake.newest();
      assertThat(all(old)).hasSize(300);
      new Maintenance(root()).move(rows.subList(0, 200), old.version(), "l1-00001");
      Files.delete(folder.resolve("interactions").resolve(file.path()));

      assertThat(all(lake.newest())).hasSize(200);
      assertThatThrownBy(() -> all(old))
          .isInstanceOf(UncheckedIOException.class)
          .hasMessageContaining("read a newer one");
    }
  }

  static List<LoggedEvent> all(LakeSnapshot snapshot) {
    List<LoggedEvent> rows = new ArrayList<>();
    try (RowCursor cursor =
        snapshot.range(Long.MIN_VALUE, Long.MAX_VALUE, LakeSnapshot.TimeWindow.ALWAYS)) {
      cursor.forEachRemaining(rows::add);
    }
    return rows;
  }

  static List<LoggedEvent> sorted(List<LoggedEvent> rows) {
    return rows.stream().sorted(RowOrder.COMPARATOR).toList();
  }

  static List<LoggedEvent> of(DatabaseId database, Actor actor, List<LoggedEvent> rows) {
    return rows.stream()
        .filter(row -> row.event().database().equals(database) && row.event().actor().equals(actor))
        .toList();
  }
}

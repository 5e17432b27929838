package io.tastelake.lake.table;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import io.tastelake.contracts.lake.EventCount;
import io.tastelake.contracts.lake.EventCounts;
import io.tastelake.contracts.lake.EventTotals;
import io.tastelake.contracts.lake.InteractionsTable;
import io.tastelake.contracts.lake.LogPosition;
import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.domain.interaction.LoggedEvent;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Events are counted in the commit that adds them, whoever commits in between. */
class TotalsTest {

  private static final String TOPIC = "topic";

  @TempDir Path folder;

  private URI root() {
    return folder.toUri();
  }

  @Test
  void eachVersionHasTheTotalsOfItsPosition() {
    long[] next = new long[3];
    List<LoggedEvent> all = new ArrayList<>();
    Map<Long, Map<DatabaseId, Long>> expected = new HashMap<>();
    try (InteractionsLake lake = InteractionsLake.openOrCreate(root(), TOPIC);
        InteractionsLake reader = InteractionsLake.open(root())) {
      for (int commit = 0; commit < 25; commit++) {
        append(lake, Rows.following(next, commit, 20), all);
        expected.put(lake.newest().version(), byDatabase(all));
        assertThat(inLake(reader.newest())).isEqualTo(byDatabase(all));
      }
      for (long version : expected.keySet()) {
        assertThat(inLake(lake.at(version))).isEqualTo(expected.get(version));
      }
    }
    deleteCommitsBelow(20);
    try (InteractionsLake lake = InteractionsLake.openOrCreate(root(), TOPIC)) {
      assertThat(inLake(lake.newest())).isEqualTo(byDatabase(all));
      append(lake, Rows.following(next, 99, 20), all);
      assertThat(inLake(lake.newest())).isEqualTo(byDatabase(all));
      assertThat(lake.newest().totals().since()).isEqualTo(LogPosition.start(TOPIC));
      assertThat(lake.newest().totals().uncounted()).isZero();
    }
  }

  @Test
  void fewerRowsAreNotFewerEvents() {
    long[] next = new long[3];
    List<LoggedEvent> all = new ArrayList<>();
    try (InteractionsLake lake = InteractionsLake.openOrCreate(root(), TOPIC)) {
      append(lake, Rows.following(next, 1, 200), all);
      EventTotals before = lake.newest().totals();
      new Maintenance(root()).move(all.subList(0, 50), lake.newest().version(), "level1-1");
      assertThat(lake.newest().rows()).isEqualTo(50);
      assertThat(lake.newest().totals()).isEqualTo(before);
      append(lake, Rows.following(next, 2, 30), all);
      assertThat(inLake(lake.newest())).isEqualTo(byDatabase(all));
      try (InteractionsLake anew = InteractionsLake.open(root())) {
        assertThat(anew.newest().totals()).isEqualTo(lake.newest().totals());
      }
    }
  }

  @Test
  void whatTheLakeCoversIsNotCountedAgain() {
    try (InteractionsLake lake = InteractionsLake.openOrCreate(root(), TOPIC)) {
      lake.commit(deadLetters(Map.of(0, new OffsetRange(0, 4))));
      lake.commit(deadLetters(Map.of(0, new OffsetRange(0, 4))));
      lake.commit(deadLetters(Map.of(0, new OffsetRange(0, 4), 1, new OffsetRange(0, 3))));
      assertThat(lake.newest().totals().counts().all()).isEqualTo(new EventCount(0, 7));
      assertThat(lake.newest().totals().uncounted()).isZero();
    }
  }

  @Test
  void aLakeThatWasNotCountedGoesOnAndSaysSinceWhereItCounts() throws IOException {
    long[] next = new long[3];
    List<LoggedEvent> all = new ArrayList<>();
    try (InteractionsLake lake = InteractionsLake.openOrCreate(root(), TOPIC)) {
      append(lake, Rows.following(next, 1, 40), all);
      append(lake, Rows.following(next, 2, 40), all);
    }
    withoutTotals(2);
    List<LoggedEvent> counted = new ArrayList<>();
    try (InteractionsLake lake = InteractionsLake.openOrCreate(root(), TOPIC)) {
      LogPosition position = lake.position();
      assertThat(lake.newest().totals()).isEqualTo(EventTotals.since(position));
      append(lake, Rows.following(next, 3, 40), counted);
      assertThat(lake.newest().totals().since()).isEqualTo(position);
      assertThat(inLake(lake.newest())).isEqualTo(byDatabase(counted));
      assertThat(lake.newest().totals().uncounted()).isZero();
    }
  }

  private static void append(InteractionsLake lake, List<LoggedEvent> rows, List<LoggedEvent> all) {
    assertThat(lake.commit(Rows.append(TOPIC, rows, List.of(lake.write(rows))))).isTrue();
    all.addAll(rows);
  }

  private static LakeAppend deadLetters(Map<Integer, OffsetRange> ranges) {
    Map<Integer, EventCounts> counts = new HashMap<>();
    ranges.forEach(
        (partition, range) ->
            counts.put(
                partition,
                new EventCounts(Map.of(), new EventCount(0, range.next() - range.first()), 0)));
    return new LakeAppend(TOPIC, ranges, List.of(), counts);
  }

  private static Map<DatabaseId, Long> byDatabase(List<LoggedEvent> rows) {
    return rows.stream().collect(groupingBy(row -> row.event().database(), counting()));
  }

  private static Map<DatabaseId, Long> inLake(LakeSnapshot snapshot) {
    Map<DatabaseId, Long> counts = new HashMap<>();
    snapshot
        .totals()
        .counts()
        .databases()
        .forEach((database, count) -> counts.put(database, count.inLake()));
    return counts;
  }

  private Path commit(int version) {
    return folder.resolve("interactions/_delta_log/%020d.json".formatted(version));
  }

  private void deleteCommitsBelow(int version) {
    for (int i = 0; i < version; i++) {
      assertThat(commit(i).toFile().delete()).isTrue();
    }
  }

  /** As a version of the program that does not count would have committed it. */
  private void withoutTotals(int version) throws IOException {
    List<String> lines = Files.readAllLines(commit(version));
    assertThat(lines.removeIf(line -> line.contains(InteractionsTable.TOTALS_DOMAIN))).isTrue();
    Files.write(commit(version), lines);
    Files.deleteIfExists(folder.resolve("interactions/_delta_log/%020d.crc".formatted(version)));
  }
}

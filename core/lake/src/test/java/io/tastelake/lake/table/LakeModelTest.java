package io.tastelake.lake.table;

import static org.assertj.core.api.Assertions.assertThat;

import io.tastelake.contracts.lake.RowOrder;
import io.tastelake.domain.identity.Actor;
import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.domain.interaction.ChangeColumns;
import io.tastelake.domain.interaction.LoggedEvent;
import io.tastelake.domain.interaction.Operation;
import io.tastelake.lake.file.DataFile;
import io.tastelake.lake.file.LakeReadConfig;
import io.tastelake.lake.table.LakeSnapshot.TimeWindow;
import io.tastelake.rules.TestCounts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Whatever is appended, moved and deleted, every version reads as a list of rows in memory. */
class LakeModelTest {

  private static final String TOPIC = "topic";
  private static final int ROUNDS = TestCounts.count(1, 25);
  private static final LakeReadConfig PAGE_BY_PAGE = new LakeReadConfig(0, 1 << 20, 1 << 20, 0);

  @Property(tries = 10)
  void everyVersionReadsAsTheModel(@ForAll long seed) {
    for (int round = 0; round < ROUNDS; round++) {
      assertEveryVersionReadsAsTheModel(seed + round);
    }
  }

  private static void assertEveryVersionReadsAsTheModel(long seed) {
    inNewFolder(
        root -> {
          Random random = new Random(seed);
          LakeReadConfig config = random.nextBoolean() ? LakeReadConfig.defaults() : PAGE_BY_PAGE;
          InteractionsLake.openOrCreate(root, TOPIC).close();
          try (InteractionsLake lake = InteractionsLake.open(root, config)) {
            Map<Long, List<LoggedEvent>> versions = history(random, lake, new Maintenance(root));
            versions.forEach(
                (version, rows) -> {
                  assertReadsAs(rows, lake.at(version), random);
                });
            try (InteractionsLake anew = InteractionsLake.open(root, config)) {
              assertThat(InteractionsLakeTest.all(anew.newest()))
                  .isEqualTo(InteractionsLakeTest.all(lake.newest()));
            }
          }
        });
  }

  /** Grows a lake by random steps; returns what each version holds. */
  private static Map<Long, List<LoggedEvent>> history(
      Random random, InteractionsLake lake, Maintenance maintenance) {
    Map<Long, List<LoggedEvent>> versions = new LinkedHashMap<>();
    List<LoggedEvent> rows = List.of();
    Map<String, List<LoggedEvent>> files = new HashMap<>();
    long[] next = new long[3];
    for (int step = 0; step < 6; step++) {
      int kind = random.nextInt(4);
      if (kind == 2 && !rows.isEmpty()) {
        maintenance.move(rows, lake.newest().version(), "level1-" + step);
        files.clear();
      } else if (kind == 3 && !files.isEmpty()) {
        String path = files.keySet().stream().sorted().findFirst().orElseThrow();
        List<LoggedEvent> inOrder = files.remove(path);
        int rowIndex = random.nextInt(inOrder.size());
        maintenance.delete(path, rowIndex);
        Set<LoggedEvent> left = new HashSet<>(rows);
        left.remove(inOrder.get(rowIndex));
        rows = List.copyOf(left);
      } else {
        List<LoggedEvent> more = Rows.following(next, random.nextLong(), 1 + random.nextInt(2_500));
        List<DataFile> written = new ArrayList<>();
        for (List<LoggedEvent> part : parts(more, random)) {
          DataFile file = lake.write(part);
          written.add(file);
          files.put(file.path(), InteractionsLakeTest.sorted(part));
        }
        lake.commit(Rows.append(TOPIC, more, written));
        rows = Stream.concat(rows.stream(), more.stream()).toList();
      }
      versions.put(lake.newest().version(), rows);
    }
    return versions;
  }

  private static List<List<LoggedEvent>> parts(List<LoggedEvent> rows, Random random) {
    int cut = random.nextInt(rows.size());
    return Stream.of(rows.subList(0, cut), rows.subList(cut, rows.size()))
        .filter(part -> !part.isEmpty())
        .toList();
  }

  private static void assertReadsAs(List<LoggedEvent> rows, LakeSnapshot snapshot, Random random) {
    assertThat(snapshot.rows()).isEqualTo(rows.size());
    assertThat(InteractionsLakeTest.all(snapshot)).isEqualTo(InteractionsLakeTest.sorted(rows));
    for (int i = 0; i < 5; i++) {
      DatabaseId database = Rows.event(random).database();
      Actor actor = Rows.event(random).actor();
      assertThat(snapshot.actor(database, actor))
          .containsExactlyInAnyOrderElementsOf(InteractionsLakeTest.of(database, actor, rows));
    }
    long[] bounds = {RowOrder.hash(anyOf(rows, random)), RowOrder.hash(anyOf(rows, random))};
    long first = Math.min(bounds[0], bounds[1]);
    long last = Math.max(bounds[0], bounds[1]);
    TimeWindow window = new TimeWindow(random.nextDouble() * 1e9, 1e9);
    List<LoggedEvent> read = new ArrayList<>();
    try (RowCursor cursor = snapshot.range(first, last, window)) {
      cursor.forEachRemaining(read::add);
    }
    List<LoggedEvent> within =
        rows.stream()
            .filter(row -> RowOrder.hash(row) >= first && RowOrder.hash(row) <= last)
            .sorted(RowOrder.COMPARATOR)
            .toList();
    assertThat(read).isSortedAccordingTo(RowOrder.COMPARATOR);
    assertThat(within).containsAll(read);
    assertThat(read).containsAll(within.stream().filter(row -> mustBeRead(row, window)).toList());
  }

  private static boolean mustBeRead(LoggedEvent row, TimeWindow window) {
    Double timestamp = ChangeColumns.of(row.event().change()).timestamp();
    return row.event().operation() != Operation.RECORD
        || (timestamp != null && window.holds(timestamp));
  }

  private static LoggedEvent anyOf(List<LoggedEvent> rows, Random random) {
    return rows.isEmpty()
        ? new LoggedEvent(0, 0, Rows.event(random))
        : rows.get(random.nextInt(rows.size()));
  }

  private interface InFolder {
    void run(URI root);
  }

  private static void inNewFolder(InFolder test) {
    try {
      Path folder = Files.createTempDirectory("lake");
      try {
        test.run(folder.toUri());
      } finally {
        delete(folder);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> paths = Files.walk(folder)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}

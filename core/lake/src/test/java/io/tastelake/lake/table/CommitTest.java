package io.tastelake.lake.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tastelake.contracts.lake.LogPosition;
import io.tastelake.domain.interaction.LoggedEvent;
import io.tastelake.lake.file.DataFile;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An append continues exactly where the lake is, or nothing happens. */
class CommitTest {

  static final String TOPIC = "topic";

  @TempDir Path folder;

  private URI root() {
    return folder.toUri();
  }

  @Test
  void whatIsCoveredChangesNothing() {
    try (InteractionsLake lake = InteractionsLake.openOrCreate(root(), TOPIC)) {
      LakeAppend append = append(lake, 0, 0, 10);
      assertThat(lake.commit(append)).isTrue();
      long version = lake.newest().version();

      assertThat(lake.commit(append)).isFalse();
      assertThat(lake.commit(append(lake, 0, 3, 7))).isFalse();

      assertThat(lake.newest().version()).isEqualTo(version);
      assertThat(lake.newest().rows()).isEqualTo(10);
    }
  }

  @Test
  void refusesAGapAnOverlapAndAnotherTopic() {
    try (InteractionsLake lake = InteractionsLake.openOrCreate(root(), TOPIC)) {
      lake.commit(append(lake, 0, 0, 10));

      assertThatThrownBy(() -> lake.commit(append(lake, 0, 11, 15)))
          .isInstanceOf(PositionConflictException.class)
          .hasMessageContaining("partition 0, offsets 11 up to 15, leaves a gap")
          .hasMessageContaining("the lake is at 10");
      assertThatThrownBy(() -> lake.commit(append(lake, 0, 9, 15)))
          .isInstanceOf(PositionConflictException.class)
          .hasMessageContaining("partition 0, offsets 9 up to 15, overlaps");
      assertThatThrownBy(
              () ->
                  lake.commit(
                      new LakeAppend("other", Map.of(0, new OffsetRange(10, 11)), List.of())))
          .isInstanceOf(PositionConflictException.class)
          .hasMessageContaining("other");
      assertThat(lake.position()).isEqualTo(new LogPosition(TOPIC, Map.of(0, 10L)));
    }
  }

  @Test
  void refusesFilesOfWhichTheLakeHoldsAPart() {
    try (InteractionsLake lake = InteractionsLake.openOrCreate(root(), TOPIC)) {
      lake.commit(append(lake, 0, 0, 10));
      Map<Integer, OffsetRange> mixed = Map.of(0, new OffsetRange(0, 10), 1, new OffsetRange(0, 5));
      List<DataFile> files = append(lake, 1, 0, 5).files();

      assertThatThrownBy(() -> lake.commit(new LakeAppend(TOPIC, mixed, files)))
          .isInstanceOf(PositionConflictException.class)
          .hasMessageContaining("holds a part already");
      assertThat(lake.commit(new LakeAppend(TOPIC, mixed, List.of()))).isTrue();
      assertThat(lake.position()).isEqualTo(new LogPosition(TOPIC, Map.of(0, 10L, 1, 5L)));
    }
  }

  @Test
  void anEmptyRangeHindersNothing() {
    try (InteractionsLake lake = InteractionsLake.openOrCreate(root(), TOPIC)) {
      lake.commit(append(lake, 0, 0, 10));
      LakeAppend next = append(lake, 1, 0, 5);
      Map<Integer, OffsetRange> ranges =
          Map.of(0, new OffsetRange(10, 10), 1, new OffsetRange(0, 5));

      assertThat(lake.commit(new LakeAppend(TOPIC, ranges, next.files()))).isTrue();
      assertThat(lake.newest().rows()).isEqualTo(15);
    }
  }

  @Test
  void racingWritersNeitherLoseNorDouble() throws Exception {
    int writers = 4;
    long end = 160;
    InteractionsLake.openOrCreate(root(), TOPIC).close();
    List<Callable<Integer>> races = new ArrayList<>();
    for (int writer = 0; writer < writers; writer++) {
      races.add(() -> appendUntil(root(), end));
    }
    List<Integer> won = inParallel(races);

    try (InteractionsLake lake = InteractionsLake.open(root())) {
      assertThat(InteractionsLakeTest.all(lake.newest()))
          .extracting(LoggedEvent::offset)
          .containsExactlyInAnyOrderElementsOf(LongStream.range(0, end).boxed().toList());
      assertThat(won.stream().mapToInt(Integer::intValue).sum())
          .isEqualTo((int) lake.newest().version());
    }
  }

  /** Appends at the lake's position until it is {@code end}; returns how many commits were won. */
  static int appendUntil(URI root, long end) {
    int won = 0;
    try (InteractionsLake lake = InteractionsLake.open(root)) {
      long at = lake.position().next(0);
      while (at < end) {
        try {
          won += lake.commit(append(lake, 0, at, Math.min(end, at + 4))) ? 1 : 0;
        } catch (PositionConflictException e) {
          // another writer was faster
        }
        at = lake.position().next(0);
      }
    }
    return won;
  }

  @Test
  void maintenanceNeverDisturbsAnAppend() throws Exception {
    InteractionsLake.openOrCreate(root(), TOPIC).close();
    AtomicBoolean appending = new AtomicBoolean(true);
    AtomicInteger moves = new AtomicInteger();
    Callable<Integer> appender =
        () -> {
          try (InteractionsLake lake = InteractionsLake.open(root())) {
            for (int i = 0; i < 40; i++) {
              lake.commit(append(lake, 0, 5L * i, 5L * i + 5));
            }
          } finally {
            appending.set(false);
          }
          return 0;
        };
    Callable<Integer> mover =
        () -> {
          try (InteractionsLake lake = InteractionsLake.open(root())) {
            Maintenance maintenance = new Maintenance(root());
            while (appending.get()) {
              LakeSnapshot snapshot = lake.newest();
              if (snapshot.rows() > 0) {
                maintenance.move(
                    InteractionsLakeTest.all(snapshot), snapshot.version(), "level" + moves.get());
                moves.incrementAndGet();
              }
            }
          }
          return 0;
        };
    inParallel(List.of(appender, mover));

    try (InteractionsLake lake = InteractionsLake.open(root())) {
      assertThat(moves).hasPositiveValue();
      assertThat(InteractionsLakeTest.all(lake.newest()))
          .extracting(LoggedEvent::offset)
          .containsExactlyInAnyOrderElementsOf(LongStream.range(0, 200).boxed().toList());
    }
  }

  @Test
  void ofManyThatCreateAllOpenTheSame() throws Exception {
    List<Callable<String>> creators = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      creators.add(
          () -> {
            try (InteractionsLake lake = InteractionsLake.openOrCreate(root(), TOPIC)) {
              return lake.position().topicId() + "@" + lake.newest().version();
            }
          });
    }
    assertThat(inParallel(creators)).containsOnly(TOPIC + "@0");
  }

  @Test
  void writesACheckpointNowAndThenAndReadsThroughIt() {
    try (InteractionsLake lake = InteractionsLake.openOrCreate(root(), TOPIC)) {
      for (int i = 0; i < 25; i++) {
        lake.commit(append(lake, 0, 2L * i, 2L * i + 2));
      }
    }
    Path log = folder.resolve("interactions/_delta_log");
    assertThat(log.resolve("00000000000000000020.checkpoint.parquet")).exists();
    assertThat(log.resolve("_last_checkpoint")).exists();
    deleteCommitsBelow(log, 20);
    try (InteractionsLake lake = InteractionsLake.open(root())) {
      assertThat(lake.position().next(0)).isEqualTo(50);
      assertThat(InteractionsLakeTest.all(lake.newest())).hasSize(50);
      assertThat(lake.at(22).position().next(0)).isEqualTo(44);
      assertThatThrownBy(() -> lake.at(3))
          .isInstanceOf(LakeMissingException.class)
          .hasMessageContaining("version 3");
      assertThatThrownBy(() -> lake.at(99)).isInstanceOf(LakeMissingException.class);
    }
  }

  @Test
  void aReaderThatSleptThroughALogCleanUpCatchesUp() {
    try (InteractionsLake writer = InteractionsLake.openOrCreate(root(), TOPIC);
        InteractionsLake sleeper = InteractionsLake.open(root())) {
      for (int i = 0; i < 21; i++) {
        writer.commit(append(writer, 0, 2L * i, 2L * i + 2));
      }
      deleteCommitsBelow(folder.resolve("interactions/_delta_log"), 20);

      assertThat(sleeper.newest().version()).isEqualTo(21);
      assertThat(sleeper.newest().rows()).isEqualTo(42);
    }
  }

  private static void deleteCommitsBelow(Path log, int version) {
    for (int i = 0; i < version; i++) {
      Path commit = log.resolve(String.format("%020d.json", i));
      assertThat(commit.toFile().delete()).isTrue();
      assertThat(Files.exists(commit)).isFalse();
    }
  }

  static LakeAppend append(InteractionsLake lake, int partition, long first, long next) {
    List<LoggedEvent> rows =
        LongStream.range(first, next)
            .mapToObj(offset -> new LoggedEvent(partition, offset, Rows.event(new Random(offset))))
            .toList();
    return new LakeAppend(
        TOPIC, Map.of(partition, new OffsetRange(first, next)), List.of(lake.write(rows)));
  }

  static <T> List<T> inParallel(List<Callable<T>> tasks) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(tasks.size());
    try {
      List<T> results = new ArrayList<>();
      for (Future<T> future : threads.invokeAll(tasks)) {
        results.add(future.get());
      }
      return results;
    } finally {
      threads.shutdown();
    }
  }
}

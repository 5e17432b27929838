package io.tastelake.batch.compaction;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.delta.tables.DeltaTable;
import io.tastelake.batch.SharedSpark;
import io.tastelake.batch.compaction.Compactor.Moved;
import io.tastelake.batch.maintenance.HeldLock;
import io.tastelake.batch.progress.Progress;
import io.tastelake.contracts.lake.InteractionsTable;
import io.tastelake.contracts.lake.LogPosition;
import io.tastelake.domain.identity.ActorHash;
import io.tastelake.domain.interaction.LoggedEvent;
import io.tastelake.rules.TestCounts;
import io.tastelake.s3.Fate;
import io.tastelake.s3.S3Emulator;
import io.tastelake.testkit.lake.RandomLake;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.delta.DeltaLog;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** The lake's own reader and Spark with Delta agree on each version, whatever is compacted. */
final class CompactionTest {

  private static final boolean LONG = TestCounts.isLong();
  private static final int ROUNDS = LONG ? 20 : 2;
  private static final int COMMITS_PER_ROUND = 12;
  private static final Clock LATER = Clock.offset(Clock.systemUTC(), Duration.ofHours(25));

  private static final Progress PROGRESS =
      Progress.lines(new PrintWriter(System.err, true, UTF_8), Clock.systemUTC());

  private static SparkSession spark;

  @TempDir Path folder;

  @BeforeAll
  static void open() {
    spark = SharedSpark.session();
  }

  private ComparedLake lake(long seed) {
    return new ComparedLake(folder, spark, seed, 300);
  }

  private Moved compact(ComparedLake lake, long rowsPerFile) {
    CompactConfig config = CompactConfig.defaults(lake.root()).filled(rowsPerFile);
    return new Compactor(spark, config, PROGRESS).round(HeldLock.UNGUARDED);
  }

  @Test
  void movesRowsOnAndChangesNoInteraction() {
    try (ComparedLake lake = lake(1)) {
      for (int i = 0; i < 4; i++) {
        lake.append(1_000);
      }
      LogPosition position = lake.newest().position();

      Moved moved = compact(lake, 1_000);
      assertThat(moved.moves()).isOne();
      assertThat(moved.rows()).isEqualTo(lake.newest().rows()).isLessThan(3_500);
      assertThat(lake.newest().position()).isEqualTo(position).isEqualTo(lake.log());
      assertThat(segments(lake)).hasSize(1).allMatch(name -> name.startsWith("1-"));
      lake.assertInteractionsAre(lake.appended());
      lake.append(500);
      lake.assertInteractionsAre(lake.appended());
    }
  }

  @Test
  void aSecondRoundFindsNothingToDo() {
    try (ComparedLake lake = lake(2)) {
      lake.append(100);
      compact(lake, 1_000);
      long version = lake.newest().version();
      assertThat(compact(lake, 1_000)).isEqualTo(Moved.NOTHING);
      assertThat(lake.newest().version()).isEqualTo(version);
    }
  }

  @Test
  void eachFileIsSortedAndOneActorLiesInOneFileOfASegment() {
    try (ComparedLake lake = lake(5)) {
      lake.append(5_000);
      compact(lake, 500);
      List<String> files = List.of(lake.sparkTable().where("segment <> 'fresh'").inputFiles());
      assertThat(files).hasSizeGreaterThan(5);
      long before = Long.MIN_VALUE;
      for (FileHashes file : FileHashes.of(files)) {
        assertThat(file.hashes()).isSorted();
        assertThat(file.first()).isGreaterThan(before);
        assertThat(file.rowsPerPage()).isLessThanOrEqualTo(1_000);
        before = file.last();
      }
    }
  }

  @Test
  void deletionVectorsOnASettledSegmentAreHonouredAndMergedAway() {
    try (ComparedLake lake = lake(4)) {
      lake.append(3_000);
      Moved moved = compact(lake, 1_000_000);
      lake.append(300);
      ComparedLake.Who gone = ComparedLake.Who.of(lake.appended().get(0));
      List<LoggedEvent> settled = List.copyOf(lake.appended().subList(0, 3_000));

      DeltaTable.forPath(spark, lake.table())
          .delete(
              "segment <> 'fresh' AND actor_hash = %d AND actor_id = '%s' AND database_id = '%s'"
                  .formatted(
                      ActorHash.of(gone.database(), gone.actor()),
                      gone.actor().id(),
                      gone.database()));

      List<LoggedEvent> expected = new ArrayList<>(lake.appended());
      expected.removeAll(
          settled.stream().filter(row -> ComparedLake.Who.of(row).equals(gone)).toList());
      assertThat(deletionVectors(lake)).isPositive();
      lake.assertInteractionsAre(expected);
      for (int i = 2; i < Move.SEGMENTS_PER_LEVEL; i++) {
        moved = moved.plus(compact(lake, 1_000_000));
        lake.append(300);
        expected.addAll(
            lake.appended().subList(lake.appended().size() - 300, lake.appended().size()));
      }
      moved = moved.plus(compact(lake, 2_000));
      assertThat(deletionVectors(lake)).isZero();
      assertThat(segments(lake)).hasSize(1).allMatch(name -> name.startsWith("2-"));
      lake.assertInteractionsAre(expected);
      assertThat(moved.rows()).isBetween(1L, 2L * lake.appended().size());
    }
  }

  @Test
  void losesAndDoublesNothingBesideAnAppendingStream() throws Exception {
    try (ComparedLake lake = lake(5)) {
      compactBesideAnAppendingStream(lake);
    }
  }

  /** Kernel and Spark commit through the same store, which loses answers to both. */
  @Test
  @EnabledIfSystemProperty(named = "tastelake.test.counts", matches = "long")
  void soItIsOnS3WhereAnswersGetLost() throws Exception {
    Random random = new Random(6);
    try (S3Emulator s3 = S3Emulator.start();
        ComparedLake lake = new ComparedLake(spark, RandomLake.at(s3.folder("lake/"), 6, 300))) {
      s3.decide(
          (method, path) ->
              method.equals("PUT") && path.contains("_delta_log") && random.nextInt(4) == 0
                  ? Fate.ANSWER_LOST
                  : Fate.SERVED);
      compactBesideAnAppendingStream(lake);
      Vacuum vacuum = new Vacuum(spark, lake.root(), Duration.ofHours(24)).at(LATER);
      assertThat(vacuum.deleteReplaced(HeldLock.UNGUARDED)).isOne();
      lake.assertInteractionsAre(lake.appended());
    }
  }

  private void compactBesideAnAppendingStream(ComparedLake lake) throws Exception {
    ExecutorService stream = Executors.newSingleThreadExecutor();
    Semaphore due = new Semaphore(0);
    try {
      lake.append(2_000);
      Future<?> appends =
          stream.submit(
              () -> {
                for (int commit = 0; commit < ROUNDS * COMMITS_PER_ROUND; commit++) {
                  due.acquireUninterruptibly();
                  lake.append(40);
                }
              });
      Moved moved = Moved.NOTHING;
      for (int round = 1; round <= ROUNDS; round++) {
        due.release(COMMITS_PER_ROUND);
        moved = moved.plus(compactOnceSomethingCame(lake, appends));
      }
      appends.get();
      moved = moved.plus(compact(lake, 1_000));

      assertThat(moved.moves()).isGreaterThanOrEqualTo(ROUNDS);
      lake.assertInteractionsAre(lake.appended());
      assertThat(lake.newest().position()).isEqualTo(lake.log());
    } finally {
      stream.shutdownNow();
    }
  }

  @Test
  void deletesWhatWasReplacedLongAgoAndLooksNoFurtherIfThereIsNothing() {
    try (ComparedLake lake = lake(7)) {
      lake.append(500);
      compact(lake, 1_000);
      Vacuum vacuum = new Vacuum(spark, lake.root(), Duration.ofHours(24));
      assertThat(vacuum.deleteReplaced(HeldLock.UNGUARDED)).isZero();
      assertThatThrownBy(() -> vacuum.at(LATER).deleteReplaced(() -> false))
          .hasMessageContaining("The maintenance lock is lost");
      assertThat(replacedFiles(lake)).isNotEmpty().allMatch(Files::exists);
      assertThat(vacuum.at(LATER).deleteReplaced(HeldLock.UNGUARDED)).isOne();
      assertThat(replacedFiles(lake)).isNotEmpty().noneMatch(Files::exists);
      assertThat(vacuum.at(LATER).deleteReplaced(HeldLock.UNGUARDED)).isZero();
      lake.assertInteractionsAre(lake.appended());
    }
  }

  @Test
  void refusesToDeleteWhatReadersMayHold() {
    assertThatThrownBy(
            () -> CompactConfig.defaults(folder.toUri()).vacuumed(Duration.ofMinutes(1_439)))
        .hasMessageContaining("--vacuum-hours must be at least 24");
  }

  /** Every row is written once per level that it rises to: two levels above, three here. */
  @Test
  @EnabledIfSystemProperty(named = "tastelake.test.counts", matches = "long")
  void anEventIsRewrittenAtMostOncePerLevel() {
    try (ComparedLake lake = lake(8)) {
      Moved moved = Moved.NOTHING;
      int levels = 3;
      int rounds = Move.SEGMENTS_PER_LEVEL * Move.SEGMENTS_PER_LEVEL;
      for (int round = 0; round < rounds; round++) {
        lake.append(50);
        moved = moved.plus(compact(lake, 1_000));
      }
      int appended = lake.appended().size();
      System.out.printf(
          "%d compactions: %.2f rows written per event, %d files%n",
          rounds, (double) moved.rows() / appended, lake.sparkTable().inputFiles().length);
      assertThat(moved.rows()).isLessThanOrEqualTo((long) levels * appended);
      assertThat(segments(lake).size()).isLessThanOrEqualTo(levels * Move.SEGMENTS_PER_LEVEL);
      lake.assertInteractionsAre(lake.appended());
    }
  }

  @Test
  void saysThatThereIsNoLake() {
    CompactConfig config = CompactConfig.defaults(folder.resolve("none").toUri());
    assertThatThrownBy(() -> new Compactor(spark, config, PROGRESS).round(HeldLock.UNGUARDED))
        .hasMessageContaining("There is no lake");
  }

  private Moved compactOnceSomethingCame(ComparedLake lake, Future<?> appends) {
    Moved moved = compact(lake, 1_000);
    while (moved.moves() == 0 && !appends.isDone()) {
      moved = compact(lake, 1_000);
    }
    return moved;
  }

  private static List<String> segments(ComparedLake lake) {
    return lake.sparkTable()
        .select(col(InteractionsTable.SEGMENT))
        .distinct()
        .as(Encoders.STRING())
        .collectAsList();
  }

  private static List<Path> replacedFiles(ComparedLake lake) {
    return DeltaLog.forTableWithSnapshot(spark, lake.table())
        ._2()
        .tombstones()
        .toDF()
        .select("path")
        .as(Encoders.STRING())
        .collectAsList()
        .stream()
        .map(path -> Path.of(URI.create(lake.table() + "/" + path)))
        .toList();
  }

  private static long deletionVectors(ComparedLake lake) {
    return DeltaLog.forTableWithSnapshot(spark, lake.table())
        ._2()
        .allFiles()
        .toDF()
        .where("deletionVector IS NOT NULL")
        .count();
  }
}

package io.tastelake.batch.check;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tastelake.batch.SharedSpark;
import io.tastelake.batch.compaction.CompactConfig;
import io.tastelake.batch.compaction.Compactor;
import io.tastelake.batch.compaction.ComparedLake;
import io.tastelake.batch.interaction.LakeVersion;
import io.tastelake.batch.interaction.LogEvents;
import io.tastelake.batch.maintenance.HeldLock;
import io.tastelake.batch.progress.Progress;
import io.tastelake.batch.repair.LakeRepair;
import io.tastelake.batch.store.JobStore;
import io.tastelake.contracts.lake.LogPosition;
import io.tastelake.domain.interaction.LoggedEvent;
import io.tastelake.store.StoreConnection;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.delta.DeltaLog;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A version of the lake is replaced by a writer that does not see it, and is repaired. */
final class RepairTest {

  private static final String OTHERS =
      "{\"commitInfo\":{\"timestamp\":1,\"operation\":\"OPTIMIZE\",\"operationParameters\":{}}}\n";
  private static final Progress PROGRESS =
      Progress.lines(new PrintWriter(System.err, true, UTF_8), Clock.systemUTC());

  /** The log: tasks read it in this process. */
  private static final List<LoggedEvent> LOG = new ArrayList<>();

  private static SparkSession spark;
  private static JobStore store;

  @TempDir Path folder;

  @BeforeAll
  static void open() throws Exception {
    spark = SharedSpark.session();
    store = new JobStore();
  }

  @AfterAll
  static void close() throws Exception {
    store.close();
  }

  private record Logged() implements LogEvents {

    @Override
    public long first(int partition) {
      return 0;
    }

    @Override
    public Iterator<LoggedEvent> between(int partition, long from, long until) {
      return LOG.stream()
          .filter(event -> event.partition() == partition)
          .filter(event -> event.offset() >= from && event.offset() < until)
          .iterator();
    }

    @Override
    public void close() {}
  }

  private static LakeRepair.Result repair(ComparedLake lake, LogPosition end) throws Exception {
    try (StoreConnection connection = store.tables().open()) {
      return new LakeRepair(
              spark,
              CompactConfig.defaults(lake.root()),
              Logged::new,
              () -> end,
              connection,
              PROGRESS)
          .run(HeldLock.UNGUARDED);
    }
  }

  private static void compact(ComparedLake lake) {
    new Compactor(spark, CompactConfig.defaults(lake.root()), PROGRESS).round(HeldLock.UNGUARDED);
  }

  private Path logFile(String name) {
    return folder.resolve("lake/interactions/_delta_log/" + name);
  }

  private void replace(int version) throws IOException {
    Files.writeString(logFile("%020d.json".formatted(version)), OTHERS);
    DeltaLog.clearCache();
  }

  /** Appends so often, and leaves the writer's memory behind. */
  private LogPosition appended(int commits, int events) {
    try (ComparedLake lake = new ComparedLake(folder, spark, 41, 60)) {
      for (int i = 0; i < commits; i++) {
        lake.append(events);
      }
      LOG.clear();
      LOG.addAll(lake.appended());
      return lake.log();
    }
  }

  private ComparedLake reopened() {
    return new ComparedLake(folder, spark, 42, 1);
  }

  @Test
  void aReplacedVersionLosesNothingInTheEndThoughItWasCompactedSince() throws Exception {
    LogPosition end = appended(5, 300);
    replace(2);
    try (ComparedLake lake = reopened()) {
      assertThat(LakeVersion.newest(spark, lake.root()).covers(end)).isTrue();
      compact(lake);
    }
    try (ComparedLake lake = reopened()) {
      LakeRepair.Result done = repair(lake, end);
      assertThat(done.events()).isPositive();
      assertThat(done.actors()).isPositive();
      assertThat(done.outOfReach()).isZero();
      lake.assertInteractionsAre(LOG);
      assertThat(lake.newest().totals().counts().all().inLake()).isEqualTo(LOG.size());
      assertThat(new LakeChecks(lake.sparkTable(), end).within())
          .allSatisfy(finding -> assertThat(finding.agrees()).as("%s", finding).isTrue());
      long version = lake.newest().version();
      assertThat(repair(lake, end).events()).as("a second repair").isZero();
      assertThat(lake.newest().version()).isEqualTo(version);
    }
  }

  @Test
  void whatTellsOfTheReplacedVersionIsDiscarded() throws Exception {
    LogPosition end = appended(12, 60);
    assertThat(logFile("_last_checkpoint")).exists();
    replace(5);
    try (ComparedLake lake = reopened()) {
      LakeRepair.Result done = repair(lake, end);
      assertThat(done.discarded())
          .contains("%020d.checkpoint.parquet".formatted(10), "_last_checkpoint");
      assertThat(done.events()).isPositive();
    }
    try (ComparedLake lake = reopened()) {
      lake.assertInteractionsAre(LOG);
    }
  }

  @Test
  void aLakeThatLacksNothingStaysAsItIs() throws Exception {
    LogPosition end = appended(12, 60);
    try (ComparedLake lake = reopened()) {
      compact(lake);
      long version = lake.newest().version();
      LakeRepair.Result done = repair(lake, end);
      assertThat(done).isEqualTo(new LakeRepair.Result(List.of(), 0, 0, 0));
      assertThat(lake.newest().version()).isEqualTo(version);
    }
  }
}

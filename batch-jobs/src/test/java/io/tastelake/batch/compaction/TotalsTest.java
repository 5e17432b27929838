package io.tastelake.batch.compaction;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tastelake.batch.SharedSpark;
import io.tastelake.batch.interaction.LakeVersion;
import io.tastelake.batch.maintenance.HeldLock;
import io.tastelake.batch.progress.Progress;
import io.tastelake.contracts.lake.EventCount;
import io.tastelake.contracts.lake.EventTotals;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What compaction makes of the rows leaves the count of events as it is. */
class TotalsTest {

  @TempDir Path folder;

  @Test
  void compactionDropsRowsAndCountsNoEventLess() {
    SparkSession spark = SharedSpark.session();
    Progress progress = Progress.lines(new PrintWriter(System.err, true, UTF_8), Clock.systemUTC());
    try (ComparedLake lake = new ComparedLake(folder, spark, 8, 300)) {
      for (int i = 0; i < 4; i++) {
        lake.append(1_000);
      }
      EventTotals totals = lake.newest().totals();
      assertThat(totals.counts().all()).isEqualTo(new EventCount(4_000, 0));
      CompactConfig config = CompactConfig.defaults(lake.root());
      new Compactor(spark, config, progress).round(HeldLock.UNGUARDED);
      assertThat(lake.newest().rows()).isLessThan(4_000);
      assertThat(lake.newest().totals()).isEqualTo(totals);
      lake.append(500);
      assertThat(lake.newest().totals().counts().all()).isEqualTo(new EventCount(4_500, 0));
      assertThat(lake.newest().totals().uncounted()).isZero();
      assertThat(LakeVersion.newest(spark, lake.root()).totals()).isEqualTo(lake.newest().totals());
    }
  }
}

package io.tastelake.batch.compaction;

import static org.assertj.core.api.Assertions.assertThat;

import io.tastelake.batch.SharedSpark;
import io.tastelake.batch.maintenance.HeldLock;
import io.tastelake.contracts.lake.InteractionsTable;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.delta.DeltaLog;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The log of interactions goes back two days: every commit passes the names of all that it keeps.
 */
class LogRetentionTest {

  private static final String LOG = InteractionsTable.LOG_RETENTION;
  private static final String REPLACED = InteractionsTable.REPLACED_RETENTION;

  private static SparkSession spark;

  @TempDir Path folder;

  @BeforeAll
  static void open() {
    spark = SharedSpark.session();
  }

  @Test
  void theLogOfALakeOfBeforeIsLimitedToo() {
    try (ComparedLake lake = new ComparedLake(folder, spark, 11, 300)) {
      lake.append(20);
      assertThat(retention(lake)).containsExactly("interval 49 hours", "interval 49 hours");
      alter(lake, "UNSET TBLPROPERTIES ('%s', '%s')".formatted(LOG, REPLACED));
      assertThat(deleteReplaced(lake, 25)).isZero();
      assertThat(retention(lake)).containsExactly("interval 49 hours", "interval 49 hours");
      lake.append(20);
      lake.assertInteractionsAre(lake.appended());
    }
  }

  @Test
  void itNamesReplacedFilesUntilTheyAreDeleted() {
    try (ComparedLake lake = new ComparedLake(folder, spark, 12, 300)) {
      lake.append(20);
      assertThat(deleteReplaced(lake, 100)).isZero();
      assertThat(retention(lake)).containsExactly("interval 124 hours", "interval 124 hours");
    }
  }

  @Test
  void longerTimesOfAnOperatorsStay() {
    try (ComparedLake lake = new ComparedLake(folder, spark, 13, 300)) {
      lake.append(20);
      alter(
          lake,
          "SET TBLPROPERTIES ('%s' = 'interval 9 days', '%s' = 'interval 8 days')"
              .formatted(LOG, REPLACED));
      assertThat(deleteReplaced(lake, 25)).isZero();
      assertThat(retention(lake)).containsExactly("interval 9 days", "interval 8 days");
      assertThat(deleteReplaced(lake, 180)).isZero();
      assertThat(retention(lake)).containsExactly("interval 9 days", "interval 204 hours");
    }
  }

  private static long deleteReplaced(ComparedLake lake, int hours) {
    return new Vacuum(spark, lake.root(), Duration.ofHours(hours))
        .deleteReplaced(HeldLock.UNGUARDED);
  }

  private static void alter(ComparedLake lake, String how) {
    spark.sql("ALTER TABLE delta.`%s` %s".formatted(lake.table(), how));
  }

  private static List<String> retention(ComparedLake lake) {
    var properties =
        DeltaLog.forTableWithSnapshot(spark, lake.table())._2().metadata().configuration();
    return List.of(properties.apply(LOG), properties.apply(REPLACED));
  }
}

package io.tastelake.batch.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.tastelake.batch.SharedSpark;
import io.tastelake.batch.compaction.ComparedLake;
import io.tastelake.contracts.lake.EventCount;
import io.tastelake.contracts.lake.EventCounts;
import io.tastelake.contracts.lake.EventTotals;
import io.tastelake.contracts.lake.LogPosition;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LakeChecksTest {

  private static SparkSession spark;

  @TempDir Path folder;

  @BeforeAll
  static void open() {
    spark = SharedSpark.session();
  }

  private static List<String> disagreeing(List<Finding> findings) {
    return findings.stream().filter(found -> !found.agrees()).map(Finding::name).toList();
  }

  private static long value(List<Finding> findings, String name) {
    return findings.stream()
        .filter(found -> found.name().equals(name))
        .mapToLong(Finding::value)
        .sum();
  }

  @Test
  void aLakeAgreesWithItsLogUntilARowIsDoubledOrBeyondItsPosition() {
    try (ComparedLake lake = new ComparedLake(folder, spark, 21, 50)) {
      lake.append(300);
      LogPosition position = lake.log();
      LakeChecks checks = new LakeChecks(lake.sparkTable(), position);
      assertThat(disagreeing(checks.within())).isEmpty();
      assertThat(value(checks.within(), "rows_fresh_RECORD")).isPositive();

      lake.sparkTable()
          .where("log_partition = 0 AND log_offset = 3")
          .withColumn("segment", functions.lit("1-00000000000000000001"))
          .write()
          .format("delta")
          .mode("append")
          .save(lake.table());
      assertThat(disagreeing(new LakeChecks(lake.sparkTable(), position).within()))
          .containsExactly("rows_doubled", "segments_overlapping");
      LogPosition shorter = position.plus(Map.of(0, 5L));
      assertThat(disagreeing(new LakeChecks(lake.sparkTable(), shorter).within()))
          .contains("rows_beyond");
    }
  }

  @Test
  void offsetsThatWerePassedUncountedOrCountedTwiceDisagree() {
    LogPosition begin = LogPosition.start("topic");
    LogPosition end = begin.plus(Map.of(0, 2L));
    EventCounts two = new EventCounts(Map.of(), new EventCount(0, 2), 0);
    EventTotals right = EventTotals.since(begin).plus(end, List.of(two));
    assertThat(disagreeing(LakeChecks.counted(right))).isEmpty();
    assertThat(value(LakeChecks.counted(right), "dead_letters_counted")).isEqualTo(2);
    EventTotals twice = EventTotals.since(begin).plus(end, List.of(two, two));
    EventTotals never = EventTotals.since(begin).plus(end, List.of());
    for (EventTotals wrong : List.of(twice, never)) {
      assertThat(disagreeing(LakeChecks.counted(wrong))).containsExactly("events_uncounted");
    }
  }

  @Test
  void theLogMayBeFurtherThanTheLakeAndNotTheOtherWayRound() {
    LogPosition lake = LogPosition.start("topic").plus(Map.of(0, 10L, 1, 4L));
    LakeChecks checks = new LakeChecks(null, lake);
    List<Finding> further = checks.against(lake.plus(Map.of(0, 13L)));
    assertThat(disagreeing(further)).isEmpty();
    assertThat(value(further, "events_behind")).isEqualTo(3);
    assertThat(disagreeing(checks.against(lake.plus(Map.of(1, 3L)))))
        .containsExactly("events_ahead");
    LogPosition other = LogPosition.start("another").plus(lake.next());
    assertThat(disagreeing(checks.against(other))).containsExactly("other_topic");
  }
}

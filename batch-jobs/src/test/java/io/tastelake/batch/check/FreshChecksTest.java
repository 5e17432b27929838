package io.tastelake.batch.check;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.when;
import static org.assertj.core.api.Assertions.assertThat;

import io.tastelake.batch.SharedSpark;
import io.tastelake.batch.compaction.ComparedLake;
import io.tastelake.batch.interaction.LogEvents;
import io.tastelake.domain.interaction.LoggedEvent;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each event that the log still has is one fresh row, equal to it. */
final class FreshChecksTest {

  private static final int EVENTS = 400;
  private static final long ALL = 1_000;
  private static final Column PLACE =
      col("log_partition").equalTo(1).and(col("log_offset").equalTo(7));

  private static SparkSession spark;
  private static ComparedLake lake;

  @TempDir static Path folder;

  @BeforeAll
  static void open() {
    spark = SharedSpark.session();
    lake = new ComparedLake(folder, spark, 31, 40);
    lake.append(EVENTS);
  }

  @AfterAll
  static void close() throws Exception {
    lake.close();
  }

  /** The log from {@code first} on. */
  private record Log(List<LoggedEvent> events, long first) implements LogEvents {

    @Override
    public long first(int partition) {
      return first;
    }

    @Override
    public Iterator<LoggedEvent> between(int partition, long from, long until) {
      assertThat(from).isGreaterThanOrEqualTo(first);
      return events.stream()
          .filter(event -> event.partition() == partition)
          .filter(event -> event.offset() >= from && event.offset() < until)
          .iterator();
    }

    @Override
    public void close() {}
  }

  private static Map<String, Long> find(Dataset<Row> rows, long first, long most) {
    Map<String, Long> found = new TreeMap<>();
    new FreshChecks(rows, lake.log(), new Log(lake.appended(), first), most)
        .find()
        .forEach(finding -> found.put(finding.name(), finding.value()));
    return found;
  }

  private static Map<String, Long> counts(long compared, long lost, long unfounded, long changed) {
    return Map.of(
        "events_compared", compared,
        "events_lost", lost,
        "rows_unfounded", unfounded,
        "rows_changed", changed);
  }

  @Test
  void findsARowThatIsMissingDoubledOrChanged() {
    Dataset<Row> rows = lake.sparkTable();
    assertThat(find(rows, 0, ALL)).isEqualTo(counts(EVENTS, 0, 0, 0));
    assertThat(find(rows.where(not(PLACE)), 0, ALL)).isEqualTo(counts(EVENTS, 1, 0, 0));
    assertThat(find(rows.union(rows.where(PLACE)), 0, ALL)).isEqualTo(counts(EVENTS, 0, 1, 0));
    Dataset<Row> changed =
        rows.withColumn("actor_id", when(PLACE, lit("somebody else")).otherwise(col("actor_id")));
    assertThat(find(changed, 0, ALL)).isEqualTo(counts(EVENTS, 0, 0, 1));
  }

  @Test
  void saysWhereTheFirstIs() {
    assertThat(
            new FreshChecks(
                    lake.sparkTable().where(not(PLACE)),
                    lake.log(),
                    new Log(lake.appended(), 0),
                    ALL)
                .find())
        .anyMatch(finding -> finding.sentence().contains("the first at 7 of partition 1"));
  }

  @Test
  void beginsWhereTheLogStillReachesAndWhereFreshRowsBegin() {
    Dataset<Row> rows = lake.sparkTable();
    long events = lake.appended().stream().filter(event -> event.offset() >= 9).count();
    assertThat(find(rows, 9, ALL)).isEqualTo(counts(events, 0, 0, 0));
    assertThat(find(rows.where("log_offset >= 9"), 0, ALL)).isEqualTo(counts(events, 0, 0, 0));
    assertThat(find(rows.where("segment = 'none'"), 0, ALL)).isEqualTo(counts(0, 0, 0, 0));
  }

  @Test
  void readsTheNewestEventsAlone() {
    assertThat(find(lake.sparkTable(), 0, 10)).isEqualTo(counts(30, 0, 0, 0));
  }
}

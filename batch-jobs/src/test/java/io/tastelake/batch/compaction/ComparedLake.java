package io.tastelake.batch.compaction;

import static org.assertj.core.api.Assertions.assertThat;

import io.tastelake.batch.interaction.InteractionRows;
import io.tastelake.contracts.lake.InteractionsTable;
import io.tastelake.contracts.lake.LogPosition;
import io.tastelake.domain.identity.Actor;
import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.domain.interaction.ActorHistory;
import io.tastelake.domain.interaction.Interaction;
import io.tastelake.domain.interaction.LoggedEvent;
import io.tastelake.lake.table.LakeSnapshot;
import io.tastelake.lake.table.LakeSnapshot.TimeWindow;
import io.tastelake.lake.table.RowCursor;
import io.tastelake.testkit.lake.RandomLake;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** A lake that a random log flows into, and which Kernel and Spark read alike. */
public final class ComparedLake implements AutoCloseable {

  private final SparkSession spark;
  private final RandomLake lake;

  public ComparedLake(Path folder, SparkSession spark, long seed, int actors) {
    this(spark, RandomLake.in(folder, seed, actors));
  }

  public ComparedLake(SparkSession spark, RandomLake lake) {
    this.spark = spark;
    this.lake = lake;
  }

  public record Who(DatabaseId database, Actor actor) {

    public static Who of(LoggedEvent row) {
      return new Who(row.event().database(), row.event().actor());
    }
  }

  public URI root() {
    return lake.root();
  }

  public String table() {
    return InteractionsTable.locationBelow(root());
  }

  public LakeSnapshot newest() {
    return lake.newest();
  }

  /** How far the log reaches. */
  public LogPosition log() {
    return lake.log();
  }

  public List<LoggedEvent> appended() {
    return lake.appended();
  }

  /** One commit of the next events, as the stream makes it. */
  public void append(int events) {
    lake.append(events);
  }

  /** The same of given events, which go on where the last ended. */
  public void append(List<LoggedEvent> rows) {
    lake.append(rows);
  }

  /** Both readers find the same rows in the newest version; returns them. */
  public List<LoggedEvent> rowsOfBothReaders() {
    LakeSnapshot newest = lake.newest();
    List<LoggedEvent> ours = new ArrayList<>();
    try (RowCursor rows = newest.range(Long.MIN_VALUE, Long.MAX_VALUE, TimeWindow.ALWAYS)) {
      rows.forEachRemaining(ours::add);
    }
    assertThat(counted(sparkRows(newest.version()))).isEqualTo(counted(ours));
    assertThat(newest.rows()).isEqualTo(ours.size());
    return ours;
  }

  /** Each actor's interactions are those of all that was appended; by scan and by point reads. */
  public void assertInteractionsAre(List<LoggedEvent> events) {
    Map<Who, List<Interaction>> expected = interactions(events);
    Map<Who, List<Interaction>> found = interactions(rowsOfBothReaders());
    assertThat(found.keySet()).isEqualTo(expected.keySet());
    expected.forEach(
        (who, interactions) -> assertThat(found.get(who)).as("%s", who).isEqualTo(interactions));
    LakeSnapshot newest = lake.newest();
    for (Who who : whoIn(events)) {
      assertThat(ActorHistory.of(newest.actor(who.database(), who.actor())).interactions())
          .as("%s", who)
          .isEqualTo(expected.getOrDefault(who, List.of()));
    }
  }

  public Dataset<Row> sparkTable() {
    return spark.read().format("delta").load(table());
  }

  private List<LoggedEvent> sparkRows(long version) {
    Dataset<Row> rows = spark.read().format("delta").option("versionAsOf", version).load(table());
    return InteractionRows.of(rows).collectAsList().stream()
        .map(row -> InteractionRows.event(row).orElseThrow())
        .toList();
  }

  private static Map<LoggedEvent, Integer> counted(List<LoggedEvent> rows) {
    Map<LoggedEvent, Integer> counted = new HashMap<>();
    rows.forEach(row -> counted.merge(row, 1, Integer::sum));
    return counted;
  }

  private static Set<Who> whoIn(List<LoggedEvent> events) {
    Set<Who> all = new HashSet<>();
    events.forEach(event -> all.add(Who.of(event)));
    return all;
  }

  private static Map<Who, List<Interaction>> interactions(List<LoggedEvent> rows) {
    Map<Who, ActorHistory> histories = new HashMap<>();
    for (LoggedEvent row : rows) {
      histories.computeIfAbsent(Who.of(row), who -> new ActorHistory()).add(row);
    }
    Map<Who, List<Interaction>> interactions = new HashMap<>();
    histories.forEach(
        (who, history) -> {
          if (!history.interactions().isEmpty()) {
            interactions.put(who, history.interactions());
          }
        });
    return interactions;
  }

  @Override
  public void close() {
    lake.close();
  }
}

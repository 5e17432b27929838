package io.tastelake.batch.rating;

import static org.assertj.core.api.Assertions.assertThat;

import io.tastelake.batch.SharedSpark;
import io.tastelake.batch.interaction.InteractionRows;
import io.tastelake.domain.identity.Actor;
import io.tastelake.domain.identity.Collisions;
import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.domain.interaction.ActorHistory;
import io.tastelake.domain.interaction.ActorHistory.Reach;
import io.tastelake.domain.interaction.InteractionEvent;
import io.tastelake.domain.interaction.LoggedChange;
import io.tastelake.domain.interaction.LoggedEvent;
import io.tastelake.domain.interaction.RandomLog;
import io.tastelake.rules.TestCounts;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Spark's ratings of random histories are the domain's, wherever rows lie. */
final class RatingsTopologyTest {

  private static final int TRIES = TestCounts.count(4, 100);
  private static final int SEGMENTS = 4;

  private static final DatabaseId KNOWN = Collisions.DATABASES.get(0);
  private static final DatabaseId WITHOUT = Collisions.DATABASES.get(1);

  private static SparkSession spark;

  @BeforeAll
  static void open() {
    spark = SharedSpark.session();
  }

  static LongStream seeds() {
    return LongStream.range(0, TRIES);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void ratesAsTheDomainDoesWhateverSegmentsRowsLieIn(long seed) {
    List<LoggedEvent> events = events(seed);
    Dataset<Row> rated = rated(inSegments(events, new Random(seed)));
    new DataFrames(spark).assertDataFrameApproximateEquals(pure(events).rows(spark), rated, 1e-9);
  }

  @Test
  void randomHistoriesGiveAndImplyRatings() {
    PureRatings pure = pure(events(0));
    assertThat(pure.inferred()).isNotEmpty();
    assertThat(pure.given().keySet()).extracting(PureRatings.Key::database).contains(WITHOUT);
  }

  private static List<LoggedEvent> events(long seed) {
    return new RandomLog(seed, 3, 60).next(2_000);
  }

  private static PureRatings pure(List<LoggedEvent> events) {
    return PureRatings.of(events, Map.of(KNOWN, TestParameters.VALUE));
  }

  @Test
  void leavesOutDatabasesThatAreNotAskedFor() {
    Dataset<Row> rows = inSegments(new RandomLog(8, 3, 60).next(500), new Random(8));
    ParametersOfDatabases one = new ParametersOfDatabases().with(WITHOUT, null);
    assertThat(RatingsTopology.rated(RatingsTopology.evidence(rows, one), one).collectAsList())
        .isNotEmpty()
        .allMatch(row -> RatedItem.of(row).database().equals(WITHOUT.value()))
        .allMatch(row -> RatedItem.of(row).rating().inferred().isEmpty());
  }

  private static Dataset<Row> rated(Dataset<Row> rows) {
    ParametersOfDatabases parameters =
        new ParametersOfDatabases().with(KNOWN, TestParameters.JSON).with(WITHOUT, null);
    return RatingsTopology.rated(RatingsTopology.evidence(rows, parameters), parameters);
  }

  /** The log in contiguous segments, the older ones compacted, all rows shuffled. */
  private static Dataset<Row> inSegments(List<LoggedEvent> events, Random random) {
    List<Row> rows = new ArrayList<>();
    int size = events.size() / SEGMENTS;
    IntStream.range(0, SEGMENTS)
        .forEach(
            segment ->
                rows.addAll(
                    segment(events.subList(segment * size, (segment + 1) * size), segment)));
    Collections.shuffle(rows, random);
    return spark.createDataFrame(rows, InteractionRows.SCHEMA).repartition(3);
  }

  private static List<Row> segment(List<LoggedEvent> events, int number) {
    if (number == SEGMENTS - 1) {
      return events.stream().map(event -> InteractionRows.row(event, "fresh")).toList();
    }
    Map<Who, ActorHistory> histories = new HashMap<>();
    for (LoggedEvent event : events) {
      Who who = new Who(event.event().database(), event.event().actor(), event.partition());
      histories.computeIfAbsent(who, key -> new ActorHistory()).add(event);
    }
    List<Row> rows = new ArrayList<>();
    histories.forEach(
        (who, history) ->
            history
                .compacted(Reach.A_PART, Long.MIN_VALUE)
                .forEach(
                    change -> rows.add(InteractionRows.row(who.event(change), "1-" + number))));
    return rows;
  }

  private record Who(DatabaseId database, Actor actor, int partition) {

    LoggedEvent event(LoggedChange change) {
      return new LoggedEvent(
          partition,
          change.offset(),
          new InteractionEvent(database, actor, change.acceptedAt(), change.change()));
    }
  }
}

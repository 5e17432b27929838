package io.tastelake.contracts.lake;

import static org.assertj.core.api.Assertions.assertThat;

import io.tastelake.domain.identity.DatabaseId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventTotalsTest {

  private static final LogPosition START = LogPosition.start("topic");

  @Provide
  Arbitrary<EventCounts> counts() {
    Arbitrary<Long> few = Arbitraries.longs().between(0, 5);
    Arbitrary<EventCount> count = Combinators.combine(few, few).as(EventCount::new);
    Arbitrary<DatabaseId> database =
        Arbitraries.integers().between(0, 300).map(EventTotalsTest::database);
    return Combinators.combine(Arbitraries.maps(database, count).ofMaxSize(60), count, few)
        .as(EventCounts::new);
  }

  private static DatabaseId database(long number) {
    return DatabaseId.of(new UUID(3, number));
  }

  @Property
  void partsMayBeAddedInAnyOrder(
      @ForAll("counts") EventCounts a,
      @ForAll("counts") EventCounts b,
      @ForAll("counts") EventCounts c) {
    assertThat(a.plus(b)).isEqualTo(b.plus(a));
    assertThat(a.plus(b).plus(c)).isEqualTo(a.plus(b.plus(c)));
    assertThat(a.plus(EventCounts.NONE)).isEqualTo(a);
  }

  @Property(tries = 200)
  void nothingIsLostHoweverManyDatabasesThereAre(@ForAll("commits") List<EventCounts> commits) {
    EventTotals totals = EventTotals.since(START);
    Map<DatabaseId, EventCount> apart = new HashMap<>();
    EventCount all = EventCount.NONE;
    long offset = 0;
    for (EventCounts commit : commits) {
      Set<DatabaseId> before = new HashSet<>(totals.counts().databases().keySet());
      offset += commit.offsets();
      totals = totals.plus(START.plus(Map.of(0, offset)), List.of(commit));
      all = all.plus(commit.all());
      assertThat(totals.counts().all()).isEqualTo(all);
      assertThat(totals.passed()).isEqualTo(offset);
      assertThat(totals.uncounted()).isZero();
      Set<DatabaseId> now = totals.counts().databases().keySet();
      assertThat(now).containsAll(before).hasSizeLessThanOrEqualTo(EventTotals.MAX_DATABASES);
      now.forEach(
          database ->
              apart.merge(
                  database,
                  commit.databases().getOrDefault(database, EventCount.NONE),
                  EventCount::plus));
      assertThat(totals.counts().databases()).isEqualTo(apart);
      assertThat(EventTotals.fromJson(totals.toJson())).contains(totals);
    }
  }

  @Provide
  Arbitrary<List<EventCounts>> commits() {
    return counts().list().ofMaxSize(12);
  }

  @Property(tries = 50)
  void whatIsCommittedIsSmallHoweverManyDatabasesThereAre(
      @ForAll @IntRange(min = 101, max = 3_000) int databases, @ForAll Random random) {
    Map<DatabaseId, EventCount> counts = new HashMap<>();
    IntStream.range(0, databases)
        .forEach(number -> counts.put(database(number), new EventCount(1L << 40, 1L << 40)));
    DatabaseId largest = database(random.nextInt(databases));
    counts.put(largest, new EventCount(1L << 42, 0));
    EventTotals totals =
        EventTotals.since(START).plus(START, List.of(new EventCounts(counts, EventCount.NONE, 0)));
    assertThat(totals.counts().databases()).hasSize(EventTotals.MAX_DATABASES).containsKey(largest);
    assertThat(totals.toJson()).hasSizeLessThan(7_000);
  }

  /** Whoever writes garbage to the log may not take the places of databases that are some. */
  @Test
  void deadLettersAloneMakeNoDatabase() {
    EventCounts garbage =
        new EventCounts(Map.of(database(1), new EventCount(0, 7)), new EventCount(0, 2), 0);
    EventTotals totals = EventTotals.since(START).plus(START, List.of(garbage));
    assertThat(totals.counts()).isEqualTo(new EventCounts(Map.of(), new EventCount(0, 9), 0));
    EventCounts event =
        new EventCounts(Map.of(database(1), new EventCount(1, 1)), EventCount.NONE, 0);
    assertThat(totals.plus(START, List.of(event)).counts())
        .isEqualTo(
            new EventCounts(Map.of(database(1), new EventCount(1, 1)), new EventCount(0, 9), 0));
  }

  @Test
  void whatWasPassedTwiceOrNeverShows() {
    EventCounts three =
        new EventCounts(Map.of(database(1), new EventCount(2, 0)), EventCount.NONE, 1);
    LogPosition at = START.plus(Map.of(0, 3L));
    assertThat(EventTotals.since(START).plus(at, List.of(three)).uncounted()).isZero();
    assertThat(EventTotals.since(START).plus(at, List.of()).uncounted()).isEqualTo(3);
    assertThat(EventTotals.since(START).plus(at, List.of(three, three)).uncounted()).isEqualTo(-3);
  }

  @Test
  void totalsOfAnotherPositionDoNotCount() {
    EventTotals totals =
        EventTotals.since(START).plus(START.plus(Map.of(0, 3L)), List.of(EventCounts.NONE));
    assertThat(EventTotals.at(START.plus(Map.of(0, 3L)), Optional.of(totals))).isEqualTo(totals);
    for (LogPosition other :
        List.of(START.plus(Map.of(0, 4L)), new LogPosition("another", Map.of(0, 3L)))) {
      assertThat(EventTotals.at(other, Optional.of(totals))).isEqualTo(EventTotals.since(other));
      assertThat(EventTotals.at(other, Optional.empty())).isEqualTo(EventTotals.since(other));
    }
  }

  @Test
  void itsTextNeverChanges() {
    EventTotals totals =
        EventTotals.since(new LogPosition("t", Map.of(1, 5L)))
            .plus(
                new LogPosition("t", Map.of(1, 9L, 0, 2L)),
                List.of(
                    new EventCounts(
                        Map.of(database(1), new EventCount(3, 1)), new EventCount(0, 1), 1)));
    assertThat(totals.toJson())
        .isEqualTo(
            "{\"since\":{\"topicId\":\"t\",\"next\":{\"1\":5}},\"passed\":6,\"skipped\":1,"
                + "\"databases\":{\"AAAAAAAAAAMAAAAAAAAAAQ\":[3,1]},\"others\":[0,1]}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{}",
        "[]",
        "null",
        "{\"since\":{},\"passed\":6,\"skipped\":1,\"databases\":{},\"others\":[0,1]}",
        "{\"since\":{\"topicId\":\"t\",\"next\":{}},\"passed\":6,\"skipped\":1,\"databases\":"
            + "{\"short\":[3,1]},\"others\":[0,1]}",
        "{\"since\":{\"topicId\":\"t\",\"next\":{}},\"passed\":6,\"skipped\":1,\"databases\":{},"
            + "\"others\":[0]}",
        "{\"since\":{\"topicId\":\"t\",\"next\":{}},\"passed\":\"6\",\"skipped\":1,"
            + "\"databases\":{},\"others\":[0,1]}"
      })
  void whatIsNoTotalsStopsNobody(String text) {
    assertThat(EventTotals.fromJson(text)).isEmpty();
  }
}

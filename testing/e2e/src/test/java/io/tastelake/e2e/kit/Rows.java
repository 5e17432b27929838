package io.tastelake.e2e.kit;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tastelake.contracts.lake.LogPosition;
import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.domain.interaction.LoggedEvent;
import io.tastelake.lake.table.InteractionsLake;
import io.tastelake.lake.table.LakeSnapshot;
import io.tastelake.lake.table.RowCursor;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The rows of a lake, and what they should be. */
public final class Rows {

  private Rows() {}

  /** All rows of the newest version of the lake at {@code root}. */
  public static List<LoggedEvent> of(URI root) {
    try (InteractionsLake lake = InteractionsLake.open(root)) {
      return of(lake.newest());
    }
  }

  /** All rows of one version. */
  public static List<LoggedEvent> of(LakeSnapshot snapshot) {
    List<LoggedEvent> rows = new ArrayList<>();
    try (RowCursor cursor =
        snapshot.range(Long.MIN_VALUE, Long.MAX_VALUE, LakeSnapshot.TimeWindow.ALWAYS)) {
      cursor.forEachRemaining(rows::add);
    }
    return rows;
  }

  /** How far into the log the lake at {@code root} reaches. */
  public static LogPosition position(URI root) {
    try (InteractionsLake lake = InteractionsLake.open(root)) {
      return lake.position();
    }
  }

  /**
   * How many events of each database the lake at {@code root} counted, of those that it counts
   * apart.
   */
  public static Map<DatabaseId, Long> counted(URI root) {
    try (InteractionsLake lake = InteractionsLake.open(root)) {
      Map<DatabaseId, Long> counted = new HashMap<>();
      lake.newest()
          .totals()
          .counts()
          .databases()
          .forEach((database, count) -> counted.put(database, count.inLake()));
      return counted;
    }
  }

  /** Waits until {@code lake} holds all that {@code log} holds now. */
  public static void awaitCovered(Log log, URI lake) {
    Map<Integer, Long> ends = log.ends();
    await()
        .alias("the lake to reach " + ends)
        .atMost(Duration.ofMinutes(3))
        .until(() -> position(lake).covers(ends));
  }

  /** Fails unless {@code lake} is {@code log}: each event once, in its place, as it was sent. */
  public static void assertSame(List<LoggedEvent> lake, List<LoggedEvent> log) {
    Map<String, Long> counts = lake.stream().collect(groupingBy(Rows::place, counting()));
    assertThat(counts.entrySet().stream().filter(entry -> entry.getValue() > 1).limit(10))
        .as("places of the log that are several rows of the lake")
        .isEmpty();
    assertThat(without(log, lake)).as("events of the log that the lake lacks").isEmpty();
    assertThat(without(lake, log)).as("rows of the lake that are not in the log").isEmpty();
  }

  private static List<LoggedEvent> without(List<LoggedEvent> all, List<LoggedEvent> others) {
    Set<LoggedEvent> known = new HashSet<>(others);
    return all.stream().filter(row -> !known.contains(row)).limit(10).toList();
  }

  private static String place(LoggedEvent row) {
    return row.partition() + "/" + row.offset();
  }
}

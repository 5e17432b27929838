package io.tastelake.batch.deletion;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.max;

import io.tastelake.batch.interaction.InteractionRows;
import io.tastelake.contracts.lake.InteractionsTable;
import io.tastelake.contracts.log.MicrosecondClock;
import io.tastelake.domain.identity.Actor;
import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.domain.identity.InteractionId;
import io.tastelake.domain.interaction.ActorHistory;
import io.tastelake.domain.interaction.Change;
import io.tastelake.domain.interaction.LoggedEvent;
import io.tastelake.domain.interaction.Operation;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Finds who is forgotten, and up to where, by the FORGETs of settled segments. */
final class ForgottenActors {

  private record Who(DatabaseId database, Actor actor, int partition) {}

  private ForgottenActors() {}

  /**
   * All of them.
   *
   * @param settled the rows of settled segments
   * @param retryWindow how long after its acceptance an event may arrive once more
   */
  static List<Forgotten> in(Dataset<Row> settled, Duration retryWindow) {
    Map<Who, List<LoggedEvent>> forgets = forgets(settled);
    if (forgets.isEmpty()) {
      return List.of();
    }
    Map<Integer, Long> newest = newest(settled);
    List<Forgotten> forgotten = new ArrayList<>();
    forgets.forEach(
        (who, events) ->
            forgotten.add(
                forgotten(who, events, newest.get(who.partition()) - micros(retryWindow))));
    return forgotten;
  }

  private static Map<Who, List<LoggedEvent>> forgets(Dataset<Row> settled) {
    Map<Who, List<LoggedEvent>> forgets = new HashMap<>();
    for (Row row :
        InteractionRows.of(settled)
            .where(col(InteractionsTable.OPERATION).equalTo(Operation.FORGET.name()))
            .collectAsList()) {
      LoggedEvent forget = InteractionRows.event(row).orElseThrow();
      Who who = new Who(forget.event().database(), forget.event().actor(), forget.partition());
      forgets.computeIfAbsent(who, key -> new ArrayList<>()).add(forget);
    }
    return forgets;
  }

  private static Map<Integer, Long> newest(Dataset<Row> settled) {
    Map<Integer, Long> newest = new HashMap<>();
    for (Row partition :
        settled
            .groupBy(col(InteractionsTable.LOG_PARTITION))
            .agg(max(col(InteractionsTable.ACCEPTED_AT)))
            .collectAsList()) {
      newest.put(partition.getInt(0), MicrosecondClock.micros(partition.<Instant>getAs(1)));
    }
    return newest;
  }

  private static Forgotten forgotten(Who who, List<LoggedEvent> forgets, long retriesUntil) {
    Set<String> ids =
        forgets.stream()
            .map(forget -> ((Change.Forgotten) forget.event().change()).id())
            .flatMap(Optional::stream)
            .map(InteractionId::toString)
            .collect(Collectors.toSet());
    return new Forgotten(
        who.database(),
        who.actor(),
        who.partition(),
        ActorHistory.of(forgets).forgottenBelow(),
        forgets.stream().mapToLong(forget -> forget.event().acceptedAt()).max().orElseThrow(),
        retriesUntil,
        ids);
  }

  private static long micros(Duration duration) {
    return duration.toNanos() / 1_000;
  }
}

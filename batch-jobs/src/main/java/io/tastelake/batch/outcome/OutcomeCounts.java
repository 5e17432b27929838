package io.tastelake.batch.outcome;

import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.domain.outcome.FollowUp;
import io.tastelake.domain.outcome.Match;
import io.tastelake.domain.outcome.Outcomes;
import io.tastelake.domain.outcome.Outcomes.Outcome;
import io.tastelake.domain.outcome.ShownList;
import io.tastelake.store.NotedList;
import io.tastelake.store.OutcomesTable;
import io.tastelake.store.OutcomesTable.Completeness;
import io.tastelake.store.ShownListsTable.Shown;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Counts lists that something came of, from interactions that come actor by actor. In memory are
 * the lists of one actor, and those of nobody known, which anyone may name.
 */
final class OutcomeCounts {

  private static final int AT_ONCE = 1_000;

  private final Function<List<FollowUp>, List<NotedList>> lists;
  private final LocalDate from;
  private final Map<Place, Map<String, Amounts>> counts = new HashMap<>();
  private final Set<Outcome> ofNobody = new HashSet<>();
  private final Map<ListId, NotedList> known = new HashMap<>();
  private Outcomes ofActor = new Outcomes();

  /** Where lists are counted together. */
  private record Place(DatabaseId database, LocalDate day, String scenario) {}

  private record ListId(DatabaseId database, String id) {}

  private record Amounts(long named, long byItem) {

    static final Amounts NONE = new Amounts(0, 0);

    Amounts with(Match match) {
      return match == Match.NAMED ? new Amounts(named + 1, byItem) : new Amounts(named, byItem + 1);
    }
  }

  /**
   * Nothing is counted yet.
   *
   * @param lists finds the lists that interactions may have come of
   * @param from the first day (UTC) whose lists count
   */
  OutcomeCounts(Function<List<FollowUp>, List<NotedList>> lists, LocalDate from) {
    this.lists = lists;
    this.from = from;
  }

  /** Counts what came of lists; each actor's interactions come one after the other. */
  void count(Iterator<FollowUp> acts) {
    List<FollowUp> chunk = new ArrayList<>();
    while (acts.hasNext()) {
      FollowUp act = acts.next();
      if (chunk.size() >= AT_ONCE) {
        FollowUp last = chunk.get(chunk.size() - 1);
        join(chunk);
        chunk.clear();
        if (!last.actor().equals(act.actor()) || !last.database().equals(act.database())) {
          settle();
        }
      }
      chunk.add(act);
    }
    join(chunk);
    settle();
  }

  private void join(List<FollowUp> acts) {
    List<ShownList> found = new ArrayList<>();
    for (NotedList noted : lists.apply(acts)) {
      known.put(new ListId(noted.list().database(), noted.list().id()), noted);
      found.add(noted.list());
    }
    ofActor.addAll(Outcomes.of(found, acts));
  }

  /** Counts what no later interaction changes. */
  private void settle() {
    ofActor.matches().forEach(this::count);
    ofActor = new Outcomes();
    known.clear();
  }

  private void count(Outcome outcome, Match match) {
    NotedList noted = known.get(new ListId(outcome.database(), outcome.list()));
    boolean isFirst = noted.list().actor().isPresent() || ofNobody.add(outcome);
    if (isFirst && !noted.day().isBefore(from)) {
      Map<String, Amounts> types =
          counts.computeIfAbsent(
              new Place(outcome.database(), noted.day(), noted.scenario()),
              place -> new TreeMap<>());
      types.put(outcome.type(), types.getOrDefault(outcome.type(), Amounts.NONE).with(match));
    }
  }

  /**
   * The rows to publish: of all types together, and of each type that something came of.
   *
   * @param shown how many lists there were, counted after what came of them
   * @param now when the interactions were read
   */
  List<OutcomesTable.Row> rows(List<Shown> shown, Instant now) {
    List<OutcomesTable.Row> rows = new ArrayList<>();
    for (Shown lists : shown) {
      Map<String, Amounts> types = new TreeMap<>(Map.of(Outcomes.ANY_TYPE, Amounts.NONE));
      types.putAll(
          counts.getOrDefault(
              new Place(lists.database(), lists.day(), lists.scenario()), Map.of()));
      Completeness complete = completeness(lists.day(), now);
      types.forEach(
          (type, amounts) ->
              rows.add(
                  new OutcomesTable.Row(
                      lists.database(),
                      lists.day(),
                      lists.scenario(),
                      type,
                      lists.amount(),
                      amounts.named(),
                      amounts.byItem(),
                      complete)));
    }
    return rows;
  }

  /** Something may come of a day's last list for a day more. */
  private static Completeness completeness(LocalDate day, Instant now) {
    Instant end = day.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
    return now.isBefore(end.plusSeconds((long) ShownList.WINDOW))
        ? Completeness.SO_FAR
        : Completeness.COMPLETE;
  }
}

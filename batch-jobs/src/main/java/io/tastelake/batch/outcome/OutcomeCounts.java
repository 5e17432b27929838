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
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Counts lists that something came of, from interactions that come actor by actor. In memory is
 * where the lists of one actor count, and those of nobody known, which anyone may name.
 */
final class OutcomeCounts {

  private static final int AT_ONCE = 1_000;

  /** Of a day's scenario; others count as {@link Outcomes#ANY_TYPE} alone. */
  private static final int MAX_TYPES = 20;

  /** The types of most lists first; of these {@link Outcomes#ANY_TYPE} has as many as any. */
  private static final Comparator<Map.Entry<String, Amounts>> BY_LISTS_DESCENDING =
      Map.Entry.<String, Amounts>comparingByValue(
              Comparator.comparingLong(Amounts::lists).reversed())
          .thenComparing(Map.Entry.comparingByKey());

  private final Function<List<FollowUp>, List<NotedList>> lists;
  private final LocalDate from;
  private final Map<Place, Map<String, Amounts>> counts = new HashMap<>();
  private final Set<Outcome> ofNobody = new HashSet<>();
  private final Map<ListId, Known> known = new HashMap<>();
  private Outcomes ofActor = new Outcomes();

  /** Where lists are counted together. */
  private record Place(DatabaseId database, LocalDate day, String scenario) {}

  private record ListId(DatabaseId database, String id) {}

  /** What is kept of a list until its actor's last interaction: not its items. */
  private record Known(Place place, boolean isOfNobody) {

    static Known of(NotedList noted) {
      Place place = new Place(noted.list().database(), noted.day(), noted.scenario());
      return new Known(place, noted.list().actor().isEmpty());
    }
  }

  private record Amounts(long named, long byItem) {

    static final Amounts NONE = new Amounts(0, 0);

    long lists() {
      return named + byItem;
    }

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
      boolean isOfNext = !chunk.isEmpty() && !isOfSame(chunk.get(chunk.size() - 1), act);
      if (chunk.size() >= (isOfNext ? AT_ONCE / 2 : AT_ONCE)) {
        join(chunk);
        chunk.clear();
        if (isOfNext) {
          settle();
        }
      }
      chunk.add(act);
    }
    join(chunk);
    settle();
  }

  private static boolean isOfSame(FollowUp one, FollowUp other) {
    return one.actor().equals(other.actor()) && one.database().equals(other.database());
  }

  private void join(List<FollowUp> acts) {
    List<ShownList> found = new ArrayList<>();
    for (NotedList noted : lists.apply(acts)) {
      known.put(new ListId(noted.list().database(), noted.list().id()), Known.of(noted));
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
    Known list = known.get(new ListId(outcome.database(), outcome.list()));
    boolean isFirst = !list.isOfNobody() || ofNobody.add(outcome);
    if (isFirst && !list.place().day().isBefore(from)) {
      Map<String, Amounts> types = counts.computeIfAbsent(list.place(), place -> new HashMap<>());
      types.put(outcome.type(), types.getOrDefault(outcome.type(), Amounts.NONE).with(match));
    }
  }

  /**
   * The rows to publish: of all types together, and of the types that most lists were followed by.
   *
   * @param shown how many lists there were, counted after what came of them
   * @param now when the interactions were read
   */
  List<OutcomesTable.Row> rows(List<Shown> shown, Instant now) {
    List<OutcomesTable.Row> rows = new ArrayList<>();
    for (Shown lists : shown) {
      Place place = new Place(lists.database(), lists.day(), lists.scenario());
      Completeness complete = completeness(lists.day(), now);
      published(counts.getOrDefault(place, Map.of(Outcomes.ANY_TYPE, Amounts.NONE)))
          .map(type -> row(lists, type.getKey(), type.getValue(), complete))
          .forEach(rows::add);
    }
    return rows;
  }

  private static Stream<Map.Entry<String, Amounts>> published(Map<String, Amounts> types) {
    return types.entrySet().stream().sorted(BY_LISTS_DESCENDING).limit(1 + MAX_TYPES);
  }

  private static OutcomesTable.Row row(
      Shown lists, String type, Amounts amounts, Completeness complete) {
    return new OutcomesTable.Row(
        lists.database(),
        lists.day(),
        lists.scenario(),
        type,
        lists.amount(),
        amounts.named(),
        amounts.byItem(),
        complete);
  }

  /** Something may come of a day's last list for a day more. */
  private static Completeness completeness(LocalDate day, Instant now) {
    Instant end = day.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
    return now.isBefore(end.plusSeconds((long) ShownList.WINDOW))
        ? Completeness.SO_FAR
        : Completeness.COMPLETE;
  }
}

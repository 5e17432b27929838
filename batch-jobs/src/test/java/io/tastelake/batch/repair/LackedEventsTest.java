package io.tastelake.batch.repair;

import static org.assertj.core.api.Assertions.assertThat;

import io.tastelake.batch.repair.LackedEvents.Forgotten;
import io.tastelake.domain.identity.Actor;
import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.domain.identity.InteractionId;
import io.tastelake.domain.identity.ItemId;
import io.tastelake.domain.identity.UserId;
import io.tastelake.domain.interaction.ActorHistory;
import io.tastelake.domain.interaction.ActorHistory.Reach;
import io.tastelake.domain.interaction.Amendment;
import io.tastelake.domain.interaction.Change;
import io.tastelake.domain.interaction.Interaction;
import io.tastelake.domain.interaction.InteractionEvent;
import io.tastelake.domain.interaction.LoggedEvent;
import io.tastelake.domain.interaction.RandomLog;
import io.tastelake.rules.TestCounts;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

final class LackedEventsTest {

  private static final int SEEDS = TestCounts.count(60, 2_000);
  private static final DatabaseId SHOP = new DatabaseId("shopshopshopshopshop01");
  private static final Actor ANN = Actor.of(new UserId("ann"));
  private static final InteractionId ONE = new InteractionId(new UUID(1, 1));
  private static final InteractionId FORGET = new InteractionId(new UUID(2, 2));

  private record Who(DatabaseId database, Actor actor) {}

  private static Map<Who, List<LoggedEvent>> byActor(List<LoggedEvent> events) {
    Map<Who, List<LoggedEvent>> byActor = new HashMap<>();
    for (LoggedEvent event : events) {
      byActor
          .computeIfAbsent(
              new Who(event.event().database(), event.event().actor()), who -> new ArrayList<>())
          .add(event);
    }
    return byActor;
  }

  /**
   * Which events a lake lost.
   *
   * @param first offset of those that the log still holds
   * @param from Unix microseconds, inclusive
   * @param to Unix microseconds, exclusive
   */
  private record Loss(long first, long from, long to) {

    /** A fifth of the time since {@code begin}, anywhere in it. */
    static Loss anywhere(long first, long begin, long end, Random random) {
      long from = begin + (long) (random.nextDouble() * (end - begin));
      return new Loss(first, from, from + (end - begin) / 5);
    }

    boolean hit(LoggedEvent event) {
      long acceptedAt = event.event().acceptedAt();
      return event.offset() >= first && acceptedAt >= from && acceptedAt < to;
    }
  }

  /** The rows that compactions of a lake without what it lost leave of an actor. */
  private static List<LoggedEvent> compacted(
      Who who, List<LoggedEvent> events, Loss loss, long[] cuts) {
    List<LoggedEvent> rows = new ArrayList<>();
    long from = 0;
    // later parts hold no retry of what was accepted before
    long retriesUntil =
        events.stream()
            .filter(event -> event.offset() >= cuts[0])
            .mapToLong(event -> event.event().acceptedAt() - 1)
            .min()
            .orElse(Long.MAX_VALUE);
    for (long cut : cuts) {
      List<LoggedEvent> part = new ArrayList<>();
      for (LoggedEvent event : events) {
        if (event.offset() >= from && event.offset() < cut && !loss.hit(event)) {
          part.add(event);
        }
      }
      Reach reach = from == 0 ? Reach.FROM_THE_FIRST : Reach.A_PART;
      ActorHistory.of(part)
          .compacted(reach, retriesUntil)
          .forEach(
              change ->
                  rows.add(
                      new LoggedEvent(
                          events.get(0).partition(),
                          change.offset(),
                          new InteractionEvent(
                              who.database(), who.actor(), change.acceptedAt(), change.change()))));
      from = cut;
    }
    return rows;
  }

  private static Set<InteractionId> ids(ActorHistory history) {
    Set<InteractionId> ids = new HashSet<>();
    history.interactions().forEach(interaction -> ids.add(interaction.id()));
    return ids;
  }

  private static ActorHistory history(List<LoggedEvent> lake, List<LoggedEvent> lacked) {
    ActorHistory history = ActorHistory.of(lake);
    lacked.forEach(history::add);
    return history;
  }

  /** Whatever a replaced version lost, and however the rest was compacted since. */
  @Test
  void whatALogHoldsFromItsFirstEventComesBackAsItWas() {
    for (long seed = 0; seed < SEEDS; seed++) {
      Random random = new Random(seed);
      List<LoggedEvent> events = new RandomLog(seed, 3, 8).next(400);
      long begin = events.get(0).event().acceptedAt();
      long end = events.get(events.size() - 1).event().acceptedAt();
      Loss loss = Loss.anywhere(0, begin, end, random);
      long[] cuts = {20 + random.nextInt(60), 90 + random.nextInt(60), Long.MAX_VALUE};
      byActor(events)
          .forEach(
              (who, own) -> {
                List<LoggedEvent> lake = compacted(who, own, loss, cuts);
                List<LoggedEvent> lacked =
                    LackedEvents.of(lake, own, Long.MIN_VALUE, Forgotten.NOTHING);
                ActorHistory found = history(lake, lacked);
                ActorHistory truth = ActorHistory.of(own);
                assertThat(found.interactions()).isEqualTo(truth.interactions());
                assertThat(found.givenRatings()).isEqualTo(truth.givenRatings());
                assertThat(found.ownership()).isEqualTo(truth.ownership());
              });
    }
  }

  /** Of what a log that retention has cut still holds; it never shows what is gone. */
  @Test
  void aLogThatBeginsLaterRevivesNothing() {
    for (long seed = 0; seed < SEEDS; seed++) {
      Random random = new Random(seed);
      List<LoggedEvent> events = new RandomLog(seed, 3, 8).next(400);
      long first = 40;
      long begin =
          events.stream()
              .filter(event -> event.offset() == first)
              .mapToLong(event -> event.event().acceptedAt())
              .max()
              .orElseThrow();
      long end = events.get(events.size() - 1).event().acceptedAt();
      Loss loss = Loss.anywhere(first, begin, end, random);
      long[] cuts = {20 + random.nextInt(60), 90 + random.nextInt(60), Long.MAX_VALUE};
      byActor(events)
          .forEach(
              (who, own) -> {
                List<LoggedEvent> lake = compacted(who, own, loss, cuts);
                List<LoggedEvent> log = own.stream().filter(e -> e.offset() >= first).toList();
                List<LoggedEvent> lacked = LackedEvents.of(lake, log, end, Forgotten.NOTHING);
                Set<InteractionId> shown = ids(history(lake, lacked));
                shown.removeAll(ids(ActorHistory.of(lake)));
                assertThat(ids(ActorHistory.of(own))).containsAll(shown);
              });
    }
  }

  private static LoggedEvent at(long offset, Change change) {
    return new LoggedEvent(0, offset, new InteractionEvent(SHOP, ANN, 1_000 + offset, change));
  }

  private static LoggedEvent recorded(long offset) {
    return at(
        offset, new Change.Recorded(new Interaction(ONE, new ItemId("item"), "view", 1.0, null)));
  }

  private static LoggedEvent forgotten(long offset) {
    return at(offset, new Change.Forgotten(Optional.of(FORGET)));
  }

  @Test
  void aRecordThatWasRetractedLaterComesBackWithItsRetraction() {
    List<LoggedEvent> log =
        List.of(
            recorded(1),
            at(2, new Change.Amended(ONE, Amendment.NONE.withType("like"))),
            at(3, new Change.Retracted(ONE)));
    assertThat(LackedEvents.of(List.of(), log, Long.MIN_VALUE, Forgotten.NOTHING)).isEmpty();
    assertThat(LackedEvents.of(List.of(), log.subList(0, 2), Long.MIN_VALUE, Forgotten.NOTHING))
        .isEqualTo(log.subList(0, 2));
    assertThat(LackedEvents.of(List.of(log.get(0)), log, Long.MIN_VALUE, Forgotten.NOTHING))
        .isEqualTo(log.subList(1, 3));
  }

  @Test
  void nothingIsPutBackOfWhatTheOnlineStoreForgotAndTheLogDoesNotHoldYet() {
    List<LoggedEvent> log = List.of(recorded(1));
    assertThat(
            LackedEvents.of(List.of(), log, Long.MIN_VALUE, new Forgotten(Long.MAX_VALUE, 2_000)))
        .isEmpty();
  }

  @Test
  void ofWhatIsForgottenNoContentComesBack() {
    LoggedEvent later =
        at(
            9,
            new Change.Recorded(
                new Interaction(
                    new InteractionId(new UUID(3, 3)), new ItemId("other"), "view", 2.0, null)));
    List<LoggedEvent> log = List.of(recorded(1), forgotten(5), later);
    assertThat(LackedEvents.of(List.of(), log, Long.MIN_VALUE, Forgotten.NOTHING))
        .containsExactly(
            new LoggedEvent(
                0, 1, new InteractionEvent(SHOP, ANN, 1_001, new Change.Retracted(ONE))),
            forgotten(5),
            later);
  }

  /** The first of the FORGETs left with the log's beginning; what came between them is shown. */
  @Test
  void aForgetThatMayBeARetryHidesNothingThatTheLakeShows() {
    LoggedEvent shown = recorded(10);
    List<LoggedEvent> log = List.of(shown, forgotten(12));
    assertThat(LackedEvents.of(List.of(shown), log, 5_000, Forgotten.NOTHING)).isEmpty();
    assertThat(LackedEvents.of(List.of(shown), log, 1_000, Forgotten.NOTHING))
        .contains(forgotten(12));
    assertThat(LackedEvents.of(List.of(), log, 5_000, Forgotten.NOTHING)).isEmpty();
  }
}

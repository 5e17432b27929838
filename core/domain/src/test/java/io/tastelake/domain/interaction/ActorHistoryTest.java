package io.tastelake.domain.interaction;

import static org.assertj.core.api.Assertions.assertThat;

import io.tastelake.domain.identity.InteractionId;
import io.tastelake.domain.identity.ItemId;
import io.tastelake.domain.identity.SessionId;
import io.tastelake.domain.identity.UserId;
import io.tastelake.domain.interaction.ActorHistory.Reach;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Current state is a join: events may come in any order, twice, and in any parts. */
final class ActorHistoryTest {

  @Provide
  Arbitrary<List<LoggedEvent>> histories() {
    return Histories.ofOneActor();
  }

  @Property
  void saysWhatReadingTheLogInItsOrderSays(@ForAll("histories") List<LoggedEvent> events) {
    List<Interaction> expected = new ArrayList<>(inOrder(events).values());
    expected.sort(Interaction.NEWEST_FIRST);

    ActorHistory history = ActorHistory.of(events);

    assertThat(history.interactions()).isEqualTo(expected);
    for (Interaction interaction : expected) {
      assertThat(history.interaction(interaction.id())).contains(interaction);
    }
  }

  @Property
  void orderDoesNotMatter(@ForAll("histories") List<LoggedEvent> events, @ForAll Random random) {
    assertSame(ActorHistory.of(shuffled(events, random)), ActorHistory.of(events));
  }

  @Property
  void twiceIsOnce(@ForAll("histories") List<LoggedEvent> events, @ForAll Random random) {
    List<LoggedEvent> twice = new ArrayList<>(events);
    twice.addAll(events);
    assertSame(ActorHistory.of(shuffled(twice, random)), ActorHistory.of(events));

    ActorHistory joinedToItself = ActorHistory.of(events);
    joinedToItself.addAll(ActorHistory.of(events));
    assertSame(joinedToItself, ActorHistory.of(events));
  }

  @Property
  void joiningPartsCommutesAndAssociates(
      @ForAll("histories") List<LoggedEvent> events, @ForAll Random random) {
    List<LoggedEvent> a = new ArrayList<>();
    List<LoggedEvent> b = new ArrayList<>();
    List<LoggedEvent> c = new ArrayList<>();
    for (LoggedEvent event : shuffled(events, random)) {
      List.of(a, b, c).get(random.nextInt(3)).add(event);
    }
    ActorHistory whole = ActorHistory.of(events);
    assertSame(joined(joined(history(a), history(b)), history(c)), whole);
    assertSame(joined(history(a), joined(history(b), history(c))), whole);
    assertSame(joined(history(c), joined(history(b), history(a))), whole);
  }

  /** From the next event on, and no event before: of a partition's first event too. */
  @Example
  void anAmendCountsAfterItsRecord() {
    LoggedEvent record = recorded(5, "lamp");
    for (Amendment amendment :
        List.of(
            Amendment.NONE.withItem(new ItemId("desk")),
            Amendment.NONE.withType("buy"),
            Amendment.NONE.withTimestamp(2),
            Amendment.NONE.withProperties("{}"))) {
      assertThat(ActorHistory.of(List.of(amended(4, amendment), record)).interactions())
          .isEqualTo(ActorHistory.of(List.of(record)).interactions());
      for (long first : new long[] {0, 5}) {
        LoggedEvent recorded = recorded(first, "lamp");
        Interaction was = ((Change.Recorded) recorded.event().change()).content();
        assertThat(ActorHistory.of(List.of(recorded, amended(first + 1, amendment))).interactions())
            .containsExactly(amended(was, amendment));
      }
    }
  }

  private static LoggedEvent amended(long offset, Amendment amendment) {
    InteractionId id = InteractionId.derived(Histories.DATABASE, "lamp", 0);
    return new LoggedEvent(
        0,
        offset,
        InteractionEvent.amend(Histories.DATABASE, Histories.ACTOR, id, amendment, offset));
  }

  @Example
  void aForgetPublishedTwiceHidesNothingThatCameBetween() {
    InteractionId forgetId = InteractionId.derived(Histories.DATABASE, "forget", 0);
    LoggedEvent before = recorded(1, "before");
    LoggedEvent between = recorded(3, "between");
    List<LoggedEvent> events =
        List.of(before, forgotten(2, forgetId), between, forgotten(4, forgetId));

    assertThat(ActorHistory.of(events).interactions())
        .extracting(interaction -> interaction.item().value())
        .containsExactly("between");
    assertThat(ActorHistory.of(events).forgottenBelow()).isEqualTo(2);

    List<LoggedEvent> again = new ArrayList<>(events);
    again.add(forgotten(5, InteractionId.derived(Histories.DATABASE, "forget", 1)));
    assertThat(ActorHistory.of(again).interactions()).isEmpty();
  }

  /** A crash between publishing and noting it publishes both again, in their order. */
  @Example
  void decisionsOfBeforeAForgetStayForgottenHoweverOftenTheyArePublished() {
    ItemId item = new ItemId("item");
    UserId user = new UserId("somebody");
    InteractionEvent rated = InteractionEvent.rate(Histories.DATABASE, user, item, 7, 1, 1);
    InteractionEvent resolved =
        InteractionEvent.resolve(Histories.DATABASE, new SessionId("noon"), user, 1, 1);
    InteractionId id = InteractionId.derived(Histories.DATABASE, "forget", 0);
    List<LoggedEvent> events =
        List.of(
            new LoggedEvent(0, 0, rated),
            new LoggedEvent(0, 1, resolved),
            forgotten(2, id),
            new LoggedEvent(0, 3, rated),
            new LoggedEvent(0, 4, resolved),
            forgotten(5, id));
    for (List<LoggedChange> rows :
        List.of(
            events.stream().map(LoggedEvent::change).toList(),
            ActorHistory.of(events).compacted(Reach.FROM_THE_FIRST, 0),
            ActorHistory.of(events).compacted(Reach.FROM_THE_FIRST, 2))) {
      assertThat(ActorHistory.ofChanges(rows).givenRatings()).isEmpty();
      assertThat(ActorHistory.ofChanges(rows).owner()).isEmpty();
    }
  }

  private static LoggedEvent recorded(long offset, String item) {
    InteractionId id = InteractionId.derived(Histories.DATABASE, item, 0);
    return new LoggedEvent(
        0,
        offset,
        InteractionEvent.record(
            Histories.DATABASE,
            Histories.ACTOR,
            new Interaction(id, new ItemId(item), "view", 1.0, null),
            offset));
  }

  private static LoggedEvent forgotten(long offset, InteractionId id) {
    return new LoggedEvent(
        0, offset, InteractionEvent.forget(Histories.DATABASE, Histories.ACTOR, id, 2));
  }

  /** The oracle: the log applied event by event, as one would without knowing of joins. */
  private static Map<InteractionId, Interaction> inOrder(List<LoggedEvent> events) {
    Map<InteractionId, Interaction> current = new HashMap<>();
    Set<InteractionId> known = new HashSet<>();
    Set<InteractionId> forgets = new HashSet<>();
    for (LoggedEvent logged : events) {
      Change change = logged.event().change();
      if (change instanceof Change.Recorded recorded) {
        if (known.add(recorded.interaction())) {
          current.put(recorded.interaction(), recorded.content());
        }
      } else if (change instanceof Change.Amended amended) {
        current.computeIfPresent(
            amended.interaction(), (id, was) -> amended(was, amended.amendment()));
      } else if (change instanceof Change.Retracted retracted) {
        current.remove(retracted.interaction());
      } else if (change instanceof Change.Forgotten forgotten
          && (forgotten.id().isEmpty() || forgets.add(forgotten.id().get()))) {
        current.clear();
      }
    }
    return current;
  }

  private static Interaction amended(Interaction was, Amendment change) {
    return new Interaction(
        was.id(),
        change.item().orElse(was.item()),
        change.type().orElse(was.type()),
        change.timestamp().orElse(was.timestamp()),
        change.properties().orElse(was.properties()));
  }

  private static ActorHistory history(List<LoggedEvent> events) {
    return ActorHistory.of(events);
  }

  private static ActorHistory joined(ActorHistory into, ActorHistory other) {
    into.addAll(other);
    return into;
  }

  private static List<LoggedEvent> shuffled(List<LoggedEvent> events, Random random) {
    List<LoggedEvent> shuffled = new ArrayList<>(events);
    Collections.shuffle(shuffled, random);
    return shuffled;
  }

  private static void assertSame(ActorHistory actual, ActorHistory expected) {
    assertThat(actual.interactions()).isEqualTo(expected.interactions());
    assertThat(actual.forgottenBelow()).isEqualTo(expected.forgottenBelow());
    assertThat(new HashSet<>(actual.compacted(ActorHistory.Reach.A_PART, 0)))
        .isEqualTo(new HashSet<>(expected.compacted(ActorHistory.Reach.A_PART, 0)));
  }
}

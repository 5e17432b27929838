package io.tastelake.domain.interaction;

import static org.assertj.core.api.Assertions.assertThat;

import io.tastelake.domain.identity.InteractionId;
import io.tastelake.domain.identity.ItemId;
import io.tastelake.domain.interaction.ActorHistory.Reach;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Compacting any contiguous part of a history, at any time and again, changes no interaction. */
final class CompactionTest {

  private static final InteractionId ID = InteractionId.derived(Histories.DATABASE, "lamp", 0);

  @Provide
  Arbitrary<List<LoggedChange>> histories() {
    return Histories.ofOneActor().map(events -> events.stream().map(LoggedEvent::change).toList());
  }

  @Property
  void anyPartMayBeCompacted(
      @ForAll("histories") List<LoggedChange> events, @ForAll Random random) {
    int from = random.nextInt(events.size() + 1);
    int to = from + random.nextInt(events.size() + 1 - from);
    List<LoggedChange> rows = new ArrayList<>(events.subList(0, from));
    rows.addAll(compacted(events.subList(from, to), from == 0));
    rows.addAll(events.subList(to, events.size()));
    assertSameInteractions(shuffled(rows, random), events);
  }

  @Property
  void neighboursMayBeMergedAgainAndAgain(
      @ForAll("histories") List<LoggedChange> events, @ForAll Random random) {
    List<List<LoggedChange>> segments = new ArrayList<>();
    for (int at = 0; at < events.size(); ) {
      int next = Math.min(events.size(), at + 1 + random.nextInt(4));
      segments.add(compacted(events.subList(at, next), at == 0));
      at = next;
    }
    while (segments.size() > 1) {
      int first = random.nextInt(segments.size() - 1);
      List<LoggedChange> merged = new ArrayList<>(segments.get(first));
      merged.addAll(segments.remove(first + 1));
      segments.set(first, compacted(shuffled(merged, random), first == 0));
      assertSameInteractions(segments.stream().flatMap(List::stream).toList(), events);
    }
  }

  @Property
  void twiceIsOnce(@ForAll("histories") List<LoggedChange> events, @ForAll Reach reach) {
    long retriesUntil = retriesUntil(events);
    List<LoggedChange> once = ActorHistory.ofChanges(events).compacted(reach, retriesUntil);
    List<LoggedChange> twice = ActorHistory.ofChanges(once).compacted(reach, retriesUntil);
    assertThat(new HashSet<>(twice)).isEqualTo(new HashSet<>(once));
    assertThat(twice).hasSameSizeAs(once).hasSizeLessThanOrEqualTo(events.size());
  }

  @Property
  void whatIsOldAndWholeBecomesOneRowForEachInteraction(
      @ForAll("histories") List<LoggedChange> events) {
    ActorHistory history = ActorHistory.ofChanges(events);
    List<LoggedChange> rows = history.compacted(Reach.FROM_THE_FIRST, Long.MAX_VALUE);
    assertThat(rows.stream().map(row -> row.change().operation()))
        .doesNotContain(Operation.AMEND, Operation.RETRACT, Operation.FORGET);
    assertThat(rows.stream().filter(row -> row.change().operation() == Operation.RECORD))
        .hasSameSizeAs(history.interactions());
  }

  @Property
  void whatWasForgottenLeavesOnceNoRetryCanArrive(@ForAll("histories") List<LoggedChange> events) {
    ActorHistory history = ActorHistory.ofChanges(events);
    assertThat(history.compacted(Reach.FROM_THE_FIRST, Long.MAX_VALUE))
        .allMatch(row -> row.offset() >= history.forgottenBelow());
  }

  @Example
  void aRetryOfWhatAFreshForgetHidesStaysHidden() {
    LoggedChange recorded = recorded(0, 10);
    List<LoggedChange> events = List.of(recorded, forgotten(1, 20));

    List<LoggedChange> rows = new ArrayList<>(whole(events, 19));
    rows.add(recorded(2, 10));

    assertThat(rows).contains(recorded);
    assertThat(ActorHistory.ofChanges(rows).interactions()).isEmpty();
    assertThat(whole(events, 20)).as("once no retry can arrive").isEmpty();
  }

  /** The part does not know that: to it the AMEND comes before what it amends. */
  @Example
  void anAmendOfAPartCountsOnceTheRecordAfterItTurnsOutToBeARetry() {
    List<LoggedChange> part =
        List.of(amended(5, 20, Amendment.NONE.withType("buy")), recorded(7, 10));
    List<LoggedChange> rows =
        new ArrayList<>(ActorHistory.ofChanges(part).compacted(Reach.A_PART, 0));
    assertThat(types(rows)).containsExactly("view");
    rows.add(recorded(1, 10));
    assertThat(types(rows)).containsExactly("buy");
  }

  private static List<String> types(List<LoggedChange> rows) {
    return ActorHistory.ofChanges(rows).interactions().stream().map(Interaction::type).toList();
  }

  /** So whoever joins an AMEND to it knows whether that is in it already. */
  @Example
  void aRecordStandsWhereTheLastAmendThatItHoldsStood() {
    List<LoggedChange> events =
        List.of(
            recorded(0, 10),
            amended(1, 20, Amendment.NONE.withType("buy")),
            amended(2, 30, Amendment.NONE.withTimestamp(5)));
    Interaction joined = new Interaction(ID, new ItemId("lamp"), "buy", 5, null);

    assertThat(whole(events, 100))
        .containsExactly(new LoggedChange(2, 10, new Change.Recorded(joined)));
  }

  private static List<LoggedChange> whole(List<LoggedChange> events, long retriesUntil) {
    return ActorHistory.ofChanges(events).compacted(Reach.FROM_THE_FIRST, retriesUntil);
  }

  private static LoggedChange recorded(long offset, long acceptedAt) {
    Interaction interaction = new Interaction(ID, new ItemId("lamp"), "view", 1, null);
    return new LoggedChange(offset, acceptedAt, new Change.Recorded(interaction));
  }

  private static LoggedChange amended(long offset, long acceptedAt, Amendment amendment) {
    return new LoggedChange(offset, acceptedAt, new Change.Amended(ID, amendment));
  }

  private static LoggedChange forgotten(long offset, long acceptedAt) {
    InteractionId id = InteractionId.derived(Histories.DATABASE, "forget", 0);
    return new LoggedChange(offset, acceptedAt, new Change.Forgotten(Optional.of(id)));
  }

  private static List<LoggedChange> compacted(List<LoggedChange> events, boolean whole) {
    return ActorHistory.ofChanges(events)
        .compacted(whole ? Reach.FROM_THE_FIRST : Reach.A_PART, retriesUntil(events));
  }

  /** Retries of what was accepted until then all lie within {@code events} or before them. */
  private static long retriesUntil(List<LoggedChange> events) {
    return events.stream().mapToLong(row -> row.acceptedAt()).max().orElse(0)
        - Histories.RETRY_WINDOW;
  }

  private static List<LoggedChange> shuffled(List<LoggedChange> rows, Random random) {
    List<LoggedChange> shuffled = new ArrayList<>(rows);
    Collections.shuffle(shuffled, random);
    return shuffled;
  }

  private static void assertSameInteractions(List<LoggedChange> rows, List<LoggedChange> events) {
    assertThat(ActorHistory.ofChanges(rows).interactions())
        .isEqualTo(ActorHistory.ofChanges(events).interactions());
  }
}

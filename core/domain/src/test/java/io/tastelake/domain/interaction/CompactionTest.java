package io.tastelake.domain.interaction;

import static org.assertj.core.api.Assertions.assertThat;

import io.tastelake.domain.interaction.ActorHistory.Reach;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Compacting any contiguous part of a history, at any time and again, changes no interaction. */
final class CompactionTest {

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

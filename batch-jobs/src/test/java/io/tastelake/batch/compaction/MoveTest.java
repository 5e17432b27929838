package io.tastelake.batch.compaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tastelake.domain.interaction.ActorHistory.Reach;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class MoveTest {

  @Test
  void freshBecomesASegmentOfTheFirstLevel() {
    Move move = Move.ofFresh(List.of(Segment.FRESH), 12).orElseThrow();
    assertThat(move.sources()).containsExactly(Segment.FRESH);
    assertThat(move.target()).isEqualTo(new Segment(1, 12));
    assertThat(move.reach()).isEqualTo(Reach.FROM_THE_FIRST);
    assertThat(move.predicate()).isEqualTo("segment IN ('fresh', '1-00000000000000000012')");
  }

  @Test
  void freshIsAPartOnceThereAreOlderSegments() {
    Move move = Move.ofFresh(List.of(Segment.FRESH, new Segment(1, 3)), 12).orElseThrow();
    assertThat(move.reach()).isEqualTo(Reach.A_PART);
  }

  @Test
  void nothingIsDueWithoutFreshRowsAndFullLevels() {
    assertThat(Move.ofFresh(List.of(new Segment(1, 3)), 12)).isEmpty();
    assertThat(Move.ofFullLevel(firstLevel(7), 12)).isEmpty();
    assertThat(Move.ofFullLevel(List.of(), 12)).isEmpty();
  }

  @Test
  void aFullLevelBecomesOneSegmentOfTheNext() {
    List<Segment> segments = new ArrayList<>(firstLevel(8));
    segments.add(Segment.FRESH);
    Move move = Move.ofFullLevel(segments, 99).orElseThrow();
    assertThat(move.sources()).containsExactlyElementsOf(firstLevel(8));
    assertThat(move.target()).isEqualTo(new Segment(2, 99));
    assertThat(move.reach()).isEqualTo(Reach.FROM_THE_FIRST);
  }

  @Test
  void aFullLevelIsAPartOnceThereAreHigherOnes() {
    List<Segment> segments = new ArrayList<>(firstLevel(8));
    segments.add(new Segment(2, 1));
    assertThat(Move.ofFullLevel(segments, 99).map(Move::reach))
        .isEqualTo(Optional.of(Reach.A_PART));
  }

  /** Whatever is appended and moved, sources are neighbours and each row rises one level a time. */
  @Test
  void onlyNeighboursAreMerged() {
    List<Segment> byAge = new ArrayList<>();
    for (long version = 1; version <= 700; version++) {
      byAge.add(Segment.FRESH);
      carryOut(Move.ofFresh(byAge, version).orElseThrow(), byAge);
      for (Optional<Move> full = Move.ofFullLevel(byAge, ++version);
          full.isPresent();
          full = Move.ofFullLevel(byAge, ++version)) {
        carryOut(full.get(), byAge);
      }
    }
    assertThat(byAge).hasSizeLessThan(4 * Move.SEGMENTS_PER_LEVEL);
    assertThat(byAge.get(0).level()).isEqualTo(3);
  }

  /**
   * A year of a compaction every quarter of an hour: each event is written once per level, and a
   * point read finds at most eight segments per level.
   */
  @Test
  void aYearOfCompactionsRewritesEachEventOncePerLevel() {
    int rounds = 365 * 96;
    List<Segment> byAge = new ArrayList<>();
    Map<Segment, Long> events = new HashMap<>();
    long written = 0;
    int maxSegments = 0;
    for (long version = 1; version <= rounds; version++) {
      byAge.add(Segment.FRESH);
      events.put(Segment.FRESH, 1L);
      for (Optional<Move> due = Move.ofFresh(byAge, version);
          due.isPresent();
          due = Move.ofFullLevel(byAge, version)) {
        long moved = due.get().sources().stream().mapToLong(events::remove).sum();
        carryOut(due.get(), byAge);
        events.put(due.get().target(), moved);
        written += moved;
      }
      maxSegments = Math.max(maxSegments, byAge.size());
    }
    int levels = byAge.get(0).level();
    System.out.printf(
        "A year, %d compactions: %d levels, each event written %.2f times, at most %d segments%n",
        rounds, levels, (double) written / rounds, maxSegments);
    assertThat(written).isLessThanOrEqualTo((long) levels * rounds);
    assertThat(levels).isEqualTo(6);
    assertThat(maxSegments).isLessThanOrEqualTo(levels * (Move.SEGMENTS_PER_LEVEL - 1) + 1);
    assertThat(events.values().stream().mapToLong(Long::longValue).sum()).isEqualTo(rounds);
  }

  private static void carryOut(Move move, List<Segment> byAge) {
    int first = byAge.indexOf(move.sources().get(0));
    List<Segment> place = byAge.subList(first, first + move.sources().size());
    assertThat(place).containsExactlyElementsOf(move.sources());
    assertThat(move.reach()).isEqualTo(first == 0 ? Reach.FROM_THE_FIRST : Reach.A_PART);
    place.clear();
    byAge.add(first, move.target());
    assertThat(byAge).isSorted();
  }

  @ParameterizedTest
  @ValueSource(strings = {"fresh", "1-00000000000000000000", "12-00000000000000012345"})
  void segmentsAreReadAsTheyAreNamed(String name) {
    assertThat(Segment.parse(name).name()).isEqualTo(name);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Fresh", "1-1", "0-00000000000000000000", "1-0000000000000000000x"})
  void otherSegmentsAreRefused(String name) {
    assertThatThrownBy(() -> Segment.parse(name)).hasMessageContaining("'" + name + "'");
  }

  private static List<Segment> firstLevel(int segments) {
    return LongStream.rangeClosed(1, segments)
        .mapToObj(version -> new Segment(1, version))
        .toList();
  }
}

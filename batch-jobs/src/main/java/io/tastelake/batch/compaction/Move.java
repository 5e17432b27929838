package io.tastelake.batch.compaction;

import io.tastelake.domain.interaction.ActorHistory.Reach;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One step of compaction: the rows of neighbouring segments become one new segment.
 *
 * @param sources neighbours, oldest first
 * @param target the segment that replaces them, in the same place of the order of ages
 * @param reach whether no older segment remains
 */
record Move(List<Segment> sources, Segment target, Reach reach) {

  /** A level that holds so many segments is merged into one of the next level. */
  static final int SEGMENTS_PER_LEVEL = 8;

  /** What the stream appended becomes a segment of the first level, if there is any. */
  static Optional<Move> ofFresh(Collection<Segment> segments, long version) {
    SortedSet<Segment> byAge = new TreeSet<>(segments);
    return byAge.contains(Segment.FRESH)
        ? Optional.of(of(List.of(Segment.FRESH), byAge, version))
        : Optional.empty();
  }

  /** The lowest level that is full becomes one segment of the next, if any is full. */
  static Optional<Move> ofFullLevel(Collection<Segment> segments, long version) {
    SortedSet<Segment> byAge = new TreeSet<>(segments);
    return byAge.stream()
        .filter(segment -> segment.level() > 0)
        .collect(Collectors.groupingBy(Segment::level, TreeMap::new, Collectors.toList()))
        .values()
        .stream()
        .filter(level -> level.size() >= SEGMENTS_PER_LEVEL)
        .findFirst()
        .map(level -> of(level, byAge, version));
  }

  /** All that is settled becomes one segment, also if there is none yet. */
  static Move ofSettled(Collection<Segment> segments, long version) {
    List<Segment> settled =
        segments.stream().filter(segment -> segment.level() > 0).sorted().toList();
    int level = settled.isEmpty() ? 1 : settled.get(0).level();
    return new Move(settled, new Segment(level, version), Reach.FROM_THE_FIRST);
  }

  /** The predicate over the table that holds for the rows of sources and target alone. */
  String predicate() {
    return Stream.concat(sources.stream(), Stream.of(target))
        .map(segment -> "'" + segment.name() + "'")
        .collect(Collectors.joining(", ", "segment IN (", ")"));
  }

  private static Move of(List<Segment> sources, SortedSet<Segment> byAge, long version) {
    boolean oldest = byAge.first().equals(sources.get(0));
    return new Move(
        sources,
        new Segment(sources.get(0).level() + 1, version),
        oldest ? Reach.FROM_THE_FIRST : Reach.A_PART);
  }
}

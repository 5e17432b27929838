package io.tastelake.lake.table;

import io.tastelake.contracts.lake.EventCounts;
import io.tastelake.contracts.lake.EventTotals;
import io.tastelake.contracts.lake.LogPosition;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Decides whether an append continues where the lake is.
 *
 * <p>Each range that is not empty must either begin exactly at the position of its partition, or
 * lie wholly below it. If all lie below, the append was committed before. If some do and some do
 * not, the append is refused when it has files: a file may hold rows of several partitions, so it
 * can be neither taken nor left. Without files the remaining ranges move the position.
 */
final class Continuation {

  private Continuation() {}

  /**
   * The position that {@code append} reaches; nothing if it is covered already.
   *
   * @throws PositionConflictException if it does not continue at {@code position}
   */
  static Optional<LogPosition> of(LogPosition position, LakeAppend append) {
    if (!append.topicId().equals(position.topicId())) {
      throw new PositionConflictException(
          "The append is of the topic with id "
              + append.topicId()
              + ", the lake holds the topic with id "
              + position.topicId()
              + ". Point the ingest job to the lake's topic, or to an empty lake.");
    }
    Map<Integer, Long> moved = new HashMap<>();
    boolean someCovered = false;
    for (Map.Entry<Integer, OffsetRange> entry : append.ranges().entrySet()) {
      int partition = entry.getKey();
      OffsetRange range = entry.getValue();
      long next = position.next(partition);
      if (range.next() <= next) {
        someCovered |= range.first() < range.next();
      } else if (range.first() == next) {
        moved.put(partition, range.next());
      } else {
        throw conflict(partition, range, next);
      }
    }
    if (someCovered && !moved.isEmpty() && !append.files().isEmpty()) {
      throw new PositionConflictException(
          "The append covers "
              + append.ranges()
              + ", of which the lake at "
              + position.toJson()
              + " holds a part already; its files cannot be split. Restart the ingest job without"
              + " state: it resumes where the lake ends.");
    }
    return moved.isEmpty() ? Optional.empty() : Optional.of(position.plus(moved));
  }

  /**
   * What the lake reaches with {@code append}: of ranges that the lake covers already nothing
   * counts again. If a range was not counted, counting begins anew behind it.
   *
   * @param moved what {@link #of} returned
   */
  static Reached counted(Reached from, LakeAppend append, LogPosition moved) {
    List<EventCounts> passing = new ArrayList<>();
    for (int partition : append.ranges().keySet()) {
      if (moved.next(partition) > from.position().next(partition)) {
        if (!append.counts().containsKey(partition)) {
          return new Reached(moved, EventTotals.since(moved));
        }
        passing.add(append.counts().get(partition));
      }
    }
    return new Reached(moved, from.totals().plus(moved, passing));
  }

  private static PositionConflictException conflict(int partition, OffsetRange range, long next) {
    String what = range.first() > next ? "leaves a gap" : "overlaps what the lake holds";
    return new PositionConflictException(
        "The append of partition "
            + partition
            + ", offsets "
            + range.first()
            + " up to "
            + range.next()
            + ", "
            + what
            + ": the lake is at "
            + next
            + ". Restart the ingest job without state: it resumes where the lake ends.");
  }
}

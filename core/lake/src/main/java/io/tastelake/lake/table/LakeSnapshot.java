package io.tastelake.lake.table;

import io.tastelake.contracts.lake.EventTotals;
import io.tastelake.contracts.lake.LogPosition;
import io.tastelake.domain.identity.Actor;
import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.domain.interaction.LoggedEvent;
import io.tastelake.lake.file.HashRange;
import java.util.ArrayList;
import java.util.List;

/**
 * One version of the table: immutable, thread-safe, readable until VACUUM removes its files (never
 * before 24 hours). Deletion vectors are honoured.
 */
public interface LakeSnapshot {

  /** The Delta version. */
  long version();

  /** How far into the log this version reaches. */
  LogPosition position();

  /** The events counted up to there, which compaction does not make fewer. */
  EventTotals totals();

  /** How many rows this version holds. */
  long rows();

  /** All rows of one actor, in no particular order, a few pages of them in memory at a time. */
  RowCursor rows(DatabaseId database, Actor actor);

  /** A number that the actor's rows do not exceed, and come near to if they are many. */
  long rowsAtMost(DatabaseId database, Actor actor);

  /** All rows of one actor at once, in no particular order. */
  default List<LoggedEvent> actor(DatabaseId database, Actor actor) {
    List<LoggedEvent> all = new ArrayList<>();
    try (RowCursor rows = rows(database, actor)) {
      rows.forEachRemaining(all::add);
    }
    return all;
  }

  /**
   * All rows whose actor hash lies in [{@code firstHash}, {@code lastHash}], in {@link
   * io.tastelake.contracts.lake.RowOrder}. Files of RECORDs alone that hold no timestamp in {@code
   * window} are left out, unless an AMEND elsewhere may move one of their rows into it; so what is
   * in the window after the join is complete. Rows of other databases may share the range.
   */
  RowCursor range(long firstHash, long lastHash, TimeWindow window);

  /**
   * Ranges of actor hashes, in their order, which together hold all rows, and each about so many.
   * All rows of one actor are in one of them.
   */
  List<HashRange> parts(long rowsEach);

  /**
   * Interaction timestamps from {@code start}, inclusive, to {@code end}, exclusive; Unix seconds.
   */
  record TimeWindow(double start, double end) {

    public static final TimeWindow ALWAYS =
        new TimeWindow(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);

    public boolean holds(double timestamp) {
      return timestamp >= start && timestamp < end;
    }
  }
}

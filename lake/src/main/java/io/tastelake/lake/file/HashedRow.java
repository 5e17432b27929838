package io.tastelake.lake.file;

import io.tastelake.contracts.lake.RowOrder;
import io.tastelake.domain.interaction.LoggedEvent;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** A row with its actor hash, computed once. */
record HashedRow(long hash, LoggedEvent row) {

  private static final Comparator<HashedRow> ORDER =
      (a, b) ->
          a.hash != b.hash
              ? Long.compare(a.hash, b.hash)
              : RowOrder.COMPARATOR.compare(a.row, b.row);

  static HashedRow of(LoggedEvent row) {
    return new HashedRow(RowOrder.hash(row), row);
  }

  /** {@code rows} in {@link RowOrder}. */
  static HashedRow[] sorted(List<LoggedEvent> rows) {
    HashedRow[] sorted = new HashedRow[rows.size()];
    int next = 0;
    for (LoggedEvent row : rows) {
      sorted[next++] = of(row);
    }
    Arrays.sort(sorted, ORDER);
    return sorted;
  }
}

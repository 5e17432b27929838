package io.tastelake.batch.imports;

import java.io.Serializable;
import java.util.List;
import java.util.stream.Stream;

/**
 * What came of rows.
 *
 * @param first some of the rejected rows
 * @param parts files of all rejected rows, in their order
 */
record Tally(long rows, long rejected, List<Reject> first, List<String> parts)
    implements Serializable {

  static final Tally NONE = new Tally(0, 0, List.of(), List.of());

  /** How many rejects are shown. */
  static final int SHOWN = 10;

  /** Rows that are in the log; some may have been before. */
  long sound() {
    return rows - rejected;
  }

  Tally plus(Tally other) {
    return new Tally(
        rows + other.rows,
        rejected + other.rejected,
        Stream.concat(first.stream(), other.first.stream()).limit(SHOWN).toList(),
        Stream.concat(parts.stream(), other.parts.stream()).toList());
  }
}

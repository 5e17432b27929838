package io.tastelake.batch.compaction;

import io.tastelake.contracts.lake.InteractionsTable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A part of the table that holds one contiguous range of every log partition. Ordered by age,
 * oldest first: what is merged rises a level, so a higher level is older, and within a level the
 * lower version is; {@link #FRESH}, of level 0, is the youngest.
 *
 * @param level how often its rows have been rewritten, at most
 * @param version the table's version that it was made from; makes its name unique
 */
record Segment(int level, long version) implements Comparable<Segment> {

  static final Segment FRESH = new Segment(0, 0);

  private static final Pattern NAME = Pattern.compile("([1-9][0-9]?)-([0-9]{20})");

  /** Reads {@link #name}. */
  static Segment parse(String name) {
    if (name.equals(InteractionsTable.FRESH)) {
      return FRESH;
    }
    Matcher matcher = NAME.matcher(name);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "The table has a segment '"
              + name
              + "', which no compaction made: a newer release did, so use that, or its rows were"
              + " written by hand and must go.");
    }
    return new Segment(Integer.parseInt(matcher.group(1)), Long.parseLong(matcher.group(2)));
  }

  /** The value of the table's partition column. */
  String name() {
    return level == 0 ? InteractionsTable.FRESH : "%d-%020d".formatted(level, version);
  }

  @Override
  public int compareTo(Segment other) {
    return level != other.level
        ? Integer.compare(other.level, level)
        : Long.compare(version, other.version);
  }
}

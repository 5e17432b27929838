package io.tastelake.lake.table;

import java.io.Serializable;

/** The offsets of one log partition from {@code first} up to, not including, {@code next}. */
public record OffsetRange(long first, long next) implements Serializable {

  public OffsetRange {
    if (first < 0 || next < first) {
      throw new IllegalArgumentException(
          "[" + first + ", " + next + ") is not a range of offsets.");
    }
  }
}

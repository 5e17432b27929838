package io.tastelake.serving.log;

import java.util.function.IntConsumer;

/**
 * To which database each record of a partition belongs, from where the lake ends to where the tail
 * does: four bytes an offset. Not thread-safe.
 */
final class InFlight {

  /** At an offset without a record. */
  private static final int NONE = -1;

  private static final int MIN_CAPACITY = 1 << 10;

  private int[] ring = new int[MIN_CAPACITY];
  private long first;
  private long end;

  InFlight(long from) {
    this.first = from;
    this.end = from;
  }

  /** The offset from which on records are known. */
  long first() {
    return first;
  }

  /** The offset up to which they are. */
  long end() {
    return end;
  }

  long size() {
    return end - first;
  }

  /** Notes the record at {@code offset}; what lies before it has none. */
  void add(long offset, int database) {
    passTo(offset);
    push(database);
  }

  /** Nothing more comes below {@code offset}. */
  void passTo(long offset) {
    while (end < offset) {
      push(NONE);
    }
  }

  private void push(int database) {
    if (size() == ring.length) {
      resize(ring.length * 2);
    }
    ring[at(end++)] = database;
  }

  private void resize(int capacity) {
    int[] resized = new int[capacity];
    for (long offset = first; offset < end; offset++) {
      resized[(int) (offset & (capacity - 1))] = ring[at(offset)];
    }
    ring = resized;
  }

  private int at(long offset) {
    return (int) (offset & (ring.length - 1));
  }

  /**
   * Lets go of what lies below {@code offset}, and tells {@code dropped} each record's database.
   */
  void dropBelow(long offset, IntConsumer dropped) {
    while (first < Math.min(offset, end)) {
      int database = ring[at(first++)];
      if (database != NONE) {
        dropped.accept(database);
      }
    }
    if (ring.length > MIN_CAPACITY && size() < ring.length / 8) {
      resize(ring.length / 4);
    }
  }

  /** Forgets everything, and goes on at {@code offset}. */
  void beginAt(long offset) {
    ring = new int[MIN_CAPACITY];
    first = offset;
    end = offset;
  }
}

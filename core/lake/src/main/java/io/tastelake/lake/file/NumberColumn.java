package io.tastelake.lake.file;

import java.util.BitSet;

/** Numbers that may be absent. */
final class NumberColumn {

  private final double[] numbers;
  private final BitSet known = new BitSet();

  NumberColumn(int capacity) {
    this.numbers = new double[capacity];
  }

  void set(int row, double number) {
    numbers[row] = number;
    known.set(row);
  }

  Double at(int row) {
    return known.get(row) ? numbers[row] : null;
  }

  long bytes() {
    return 8L * numbers.length + known.size() / 8;
  }
}

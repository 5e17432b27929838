package io.tastelake.batch.taste;

import java.util.Arrays;

/** Collects the entries of {@link SparseRows}, row after row. */
final class GrowingRows {

  private int[] offsets = new int[1_024];
  private int[] columns = new int[16_384];
  private float[] preferences = new float[16_384];
  private int rows;
  private int entries;

  void beginRow() {
    if (rows + 1 == offsets.length) {
      offsets = Arrays.copyOf(offsets, 2 * offsets.length);
    }
    offsets[rows++] = entries;
  }

  /** Adds an entry to the row that was begun last. */
  void add(int column, float preference) {
    if (entries == columns.length) {
      columns = Arrays.copyOf(columns, 2 * entries);
      preferences = Arrays.copyOf(preferences, 2 * entries);
    }
    columns[entries] = column;
    preferences[entries++] = preference;
  }

  /** All of them, the first one of number 0. */
  SparseRows rows() {
    int[] ends = Arrays.copyOf(offsets, rows + 1);
    ends[rows] = entries;
    return new SparseRows(
        0, ends, Arrays.copyOf(columns, entries), Arrays.copyOf(preferences, entries));
  }
}

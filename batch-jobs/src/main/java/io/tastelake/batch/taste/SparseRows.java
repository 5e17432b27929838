package io.tastelake.batch.taste;

import java.io.Serializable;

/**
 * Neighbouring rows of a sparse matrix of preferences r = rating − centre, in compressed form: row
 * i's entries are those from {@code offsets[i]} to {@code offsets[i + 1]}. Shares its arrays;
 * nobody changes them.
 */
public final class SparseRows implements Serializable {

  private static final long serialVersionUID = 1;

  private final int first;
  private final int[] offsets;
  private final int[] columns;
  private final float[] preferences;

  /**
   * Some rows.
   *
   * @param first the number of the first row among all
   * @param offsets one more than there are rows
   * @param columns numbers of the other side's rows
   * @param preferences as long as {@code columns}
   */
  public SparseRows(int first, int[] offsets, int[] columns, float[] preferences) {
    this.first = first;
    this.offsets = offsets;
    this.columns = columns;
    this.preferences = preferences;
  }

  int first() {
    return first;
  }

  int[] offsets() {
    return offsets;
  }

  int[] columns() {
    return columns;
  }

  float[] preferences() {
    return preferences;
  }

  /** How many rows there are. */
  int size() {
    return offsets.length - 1;
  }

  /** How many entries of a row are greater than 0. */
  int likes(int row) {
    int likes = 0;
    for (int at = offsets[row]; at < offsets[row + 1]; at++) {
      if (preferences[at] > 0) {
        likes++;
      }
    }
    return likes;
  }
}

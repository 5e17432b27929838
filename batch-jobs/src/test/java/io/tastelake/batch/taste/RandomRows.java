package io.tastelake.batch.taste;

import java.util.Random;

/** Preferences by chance, and the same seen from the other side. */
final class RandomRows {

  private RandomRows() {}

  /** Of each row about {@code share} of the columns, of which two thirds are liked. */
  static SparseRows of(int rows, int columns, double share, Random random) {
    GrowingRows growing = new GrowingRows();
    for (int row = 0; row < rows; row++) {
      growing.beginRow();
      for (int column = 0; column < columns; column++) {
        if (random.nextDouble() < share) {
          growing.add(column, (float) (random.nextDouble() * 6.7 - 2.2));
        }
      }
    }
    return growing.rows();
  }

  static SparseRows transposed(SparseRows rows, int columns) {
    GrowingRows growing = new GrowingRows();
    for (int column = 0; column < columns; column++) {
      growing.beginRow();
      for (int row = 0; row < rows.size(); row++) {
        for (int at = rows.offsets()[row]; at < rows.offsets()[row + 1]; at++) {
          if (rows.columns()[at] == column) {
            growing.add(row, rows.preferences()[at]);
          }
        }
      }
    }
    return growing.rows();
  }

  static float[] factors(int rows, int rank, Random random) {
    float[] factors = new float[rows * rank];
    for (int i = 0; i < factors.length; i++) {
      factors[i] = (float) (random.nextGaussian() / Math.sqrt(rank));
    }
    return factors;
  }
}

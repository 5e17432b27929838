package io.tastelake.batch.taste;

import dev.ludovic.netlib.blas.BLAS;
import dev.ludovic.netlib.blas.JavaBLAS;
import java.util.List;

/** YᵀY of factors Y, added up in doubles over parts of their rows. */
final class Gramian {

  /** So many rows are added up in floats. */
  private static final int ROWS_AT_ONCE = 256;

  private static final BLAS KERNELS = JavaBLAS.getInstance();

  private Gramian() {}

  /** Of whole rows of {@code rank} numbers: rank × rank numbers. */
  static double[] of(int rank, float[] factors) {
    double[] sums = new double[rank * rank];
    float[] part = new float[rank * rank];
    int rows = factors.length / rank;
    for (int first = 0; first < rows; first += ROWS_AT_ONCE) {
      int count = Math.min(ROWS_AT_ONCE, rows - first);
      KERNELS.sgemm(
          "N",
          "T",
          rank,
          rank,
          count,
          1,
          factors,
          first * rank,
          rank,
          factors,
          first * rank,
          rank,
          0,
          part,
          0,
          rank);
      for (int i = 0; i < sums.length; i++) {
        sums[i] += part[i];
      }
    }
    return sums;
  }

  /** The sum, in the order of {@code parts}. */
  static double[] sum(int rank, List<double[]> parts) {
    double[] sums = new double[rank * rank];
    for (double[] part : parts) {
      for (int i = 0; i < sums.length; i++) {
        sums[i] += part[i];
      }
    }
    return sums;
  }

  static float[] floats(double[] values) {
    float[] floats = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      floats[i] = (float) values[i];
    }
    return floats;
  }
}

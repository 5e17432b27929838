package io.tastelake.domain.taste;

import java.util.Arrays;

/**
 * A·x = b for A = G + Σ w·y·yᵀ + δ·I, with a fixed G and any number of y, solved by the Cholesky
 * factorization A = UᵀU row by row (Golub and Van Loan, Matrix Computations, 4.2). Both the sum and
 * the factorization subtract or add inverses of earlier rows; four at once and into an array of
 * their own, so that the compiler makes vector instructions of it. Not thread-safe.
 */
final class NormalEquation {

  private static final int BLOCK = 4;

  private final int size;
  private final double[] gramian;
  private final double[] upper;
  private final double[] inverses; // 1 / U[i][i]
  private final double[] row;
  private double[] ys = new double[0];
  private double[] weights = new double[0];
  private int count;

  /**
   * An equation of {@code size} unknowns.
   *
   * @param gramian G, in rows; only its upper triangle is read, and it is never changed
   */
  NormalEquation(int size, double[] gramian) {
    this.size = size;
    this.gramian = gramian;
    this.upper = new double[size * size];
    this.inverses = new double[size];
    this.row = new double[size];
  }

  /** Takes back what was added. */
  void clear() {
    count = 0;
  }

  /** Adds {@code weight} · y·yᵀ, y being {@code size} numbers of {@code values} from {@code at}. */
  void add(double weight, float[] values, int at) {
    if (count == weights.length) {
      weights = Arrays.copyOf(weights, Math.max(64, 2 * count));
      ys = Arrays.copyOf(ys, weights.length * size);
    }
    for (int i = 0, to = count * size; i < size; i++) {
      ys[to + i] = values[at + i];
    }
    weights[count++] = weight;
  }

  /** Adds Σ w·y·yᵀ to the upper triangle of {@code sums}. */
  void addTo(double[] sums) {
    for (int i = 0; i < size; i++) {
      System.arraycopy(sums, i * size, row, 0, size);
      addWeighted(i);
      System.arraycopy(row, 0, sums, i * size, size);
    }
  }

  /**
   * Makes x of b, in place.
   *
   * @param diagonal δ
   * @throws ArithmeticException if A is not positive definite
   */
  void solve(double diagonal, double[] b) {
    for (int i = 0; i < size; i++) {
      System.arraycopy(gramian, i * size, row, 0, size);
      addWeighted(i);
      row[i] += diagonal;
      subtractEarlierRows(i);
      scaleInto(i);
    }
    substituteForward(b);
    substituteBack(b);
  }

  private void addWeighted(int i) {
    int at = 0;
    for (; at + BLOCK <= count; at += BLOCK) {
      int y = at * size;
      addFour(
          ys,
          y,
          weights[at] * ys[y + i],
          weights[at + 1] * ys[y + size + i],
          weights[at + 2] * ys[y + 2 * size + i],
          weights[at + 3] * ys[y + 3 * size + i],
          i);
    }
    for (; at < count; at++) {
      addOne(ys, at * size, weights[at] * ys[at * size + i], i);
    }
  }

  private void subtractEarlierRows(int i) {
    int at = 0;
    for (; at + BLOCK <= i; at += BLOCK) {
      int u = at * size;
      addFour(
          upper,
          u,
          -upper[u + i],
          -upper[u + size + i],
          -upper[u + 2 * size + i],
          -upper[u + 3 * size + i],
          i);
    }
    for (; at < i; at++) {
      addOne(upper, at * size, -upper[at * size + i], i);
    }
  }

  /** row[j] += Σ factor · vector[j] for j from {@code from}, over four vectors in line. */
  private void addFour(
      double[] vectors, int first, double a, double b, double c, double d, int from) {
    double[] sums = row;
    int second = first + size;
    int third = second + size;
    int fourth = third + size;
    for (int j = from; j < sums.length; j++) {
      sums[j] +=
          a * vectors[first + j]
              + b * vectors[second + j]
              + c * vectors[third + j]
              + d * vectors[fourth + j];
    }
  }

  private void addOne(double[] vectors, int first, double factor, int from) {
    double[] sums = row;
    for (int j = from; j < sums.length; j++) {
      sums[j] += factor * vectors[first + j];
    }
  }

  private void scaleInto(int i) {
    if (!(row[i] > 0)) {
      throw new ArithmeticException("the matrix is not positive definite");
    }
    double inverse = 1 / Math.sqrt(row[i]);
    for (int j = i; j < size; j++) {
      upper[i * size + j] = row[j] * inverse;
    }
    inverses[i] = inverse;
  }

  private void substituteForward(double[] b) {
    for (int i = 0; i < size; i++) {
      b[i] *= inverses[i];
      double known = b[i];
      for (int j = i + 1, u = i * size; j < size; j++) {
        b[j] -= known * upper[u + j];
      }
    }
  }

  private void substituteBack(double[] b) {
    for (int i = size - 1; i >= 0; i--) {
      double sum = b[i];
      for (int j = i + 1, u = i * size; j < size; j++) {
        sum -= upper[u + j] * b[j];
      }
      b[i] = sum * inverses[i];
    }
  }
}

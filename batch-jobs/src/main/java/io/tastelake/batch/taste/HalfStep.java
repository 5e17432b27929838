package io.tastelake.batch.taste;

import dev.ludovic.netlib.blas.BLAS;
import dev.ludovic.netlib.blas.JavaBLAS;
import java.util.Arrays;

/**
 * Improves one side's factors of implicit ALS while the other side's are fixed: row by row, some
 * steps of conjugate gradient on A·x = b from where x is, with A and b as {@link
 * io.tastelake.domain.taste.FoldIn} has them (Takács, Pilászy, Tikk: Applications of the Conjugate
 * Gradient Method for Implicit Feedback Collaborative Filtering, RecSys 2011). A is never made: a
 * product with it takes one pass over the row's entries and one product with the gramian. No step
 * makes the objective greater.
 *
 * <p>All numbers are floats. The products are Spark's own BLAS in Java, which uses vector
 * instructions where the JDK runs with {@code jdk.incubator.vector}.
 *
 * <p>Not thread-safe: it works in arrays of its own, of a size that no row exceeds.
 */
final class HalfStep {

  /** The solution is as good as floats are once the residual has shrunk to this share, squared. */
  private static final float NEGLIGIBLE = 1e-12f;

  private static final int STEPS = 3;
  private static final int ENTRIES_AT_ONCE = 512;

  private static final BLAS KERNELS = JavaBLAS.getInstance();

  private final int rank;
  private final float alpha;
  private final float lambda;
  private final float[] gramian;
  private final float[] others;
  private final float[] gathered;
  private final float[] weights = new float[ENTRIES_AT_ONCE];
  private final float[] residual;
  private final float[] direction;
  private final float[] image;

  private SparseRows rows;
  private int from;
  private int to;
  private int gatheredFrom;
  private int gatheredTo;
  private float diagonal;

  /**
   * Prepares half-steps.
   *
   * @param als rank, α and λ
   * @param gramian of {@code others}: rank × rank numbers
   * @param others the other side's factors, row after row; never changed
   */
  HalfStep(AlsSettings als, float[] gramian, float[] others) {
    this.rank = als.rank();
    this.alpha = (float) als.alpha();
    this.lambda = (float) als.lambda();
    this.gramian = gramian;
    this.others = others;
    this.gathered = new float[ENTRIES_AT_ONCE * rank];
    this.residual = new float[rank];
    this.direction = new float[rank];
    this.image = new float[rank];
  }

  /**
   * Improves all of {@code rows}; one without likes becomes zero.
   *
   * @param factors theirs, row after row; changed in place
   */
  void improve(SparseRows rows, float[] factors) {
    this.rows = rows;
    for (int row = 0; row < rows.size(); row++) {
      begin(row);
      int likes = rows.likes(row);
      diagonal = lambda * likes;
      if (likes == 0) {
        Arrays.fill(factors, row * rank, (row + 1) * rank, 0);
      } else {
        improve(factors, row * rank);
      }
    }
  }

  private void begin(int row) {
    from = rows.offsets()[row];
    to = rows.offsets()[row + 1];
    gatheredFrom = 0;
    gatheredTo = 0;
  }

  private void improve(float[] x, int at) {
    beginWithResidual(x, at);
    float square = dot(residual, residual);
    float enough = NEGLIGIBLE * square;
    System.arraycopy(residual, 0, direction, 0, rank);
    for (int step = 0; step < STEPS && square > enough; step++) {
      image();
      float length = square / dot(direction, image);
      KERNELS.saxpy(rank, length, direction, 0, 1, x, at, 1);
      KERNELS.saxpy(rank, -length, image, 0, 1, residual, 0, 1);
      float next = dot(residual, residual);
      turn(next / square);
      square = next;
    }
  }

  private void turn(float kept) {
    for (int i = 0; i < rank; i++) {
      direction[i] = residual[i] + kept * direction[i];
    }
  }

  /** The residual b − A·x. */
  private void beginWithResidual(float[] x, int at) {
    KERNELS.sgemv("N", rank, rank, -1, gramian, 0, rank, x, at, 1, 0, residual, 0, 1);
    KERNELS.saxpy(rank, -diagonal, x, at, 1, residual, 0, 1);
    for (int first = from; first < to; first += ENTRIES_AT_ONCE) {
      int count = gather(first);
      KERNELS.sgemv("T", rank, count, 1, gathered, 0, rank, x, at, 1, 0, weights, 0, 1);
      for (int i = 0; i < count; i++) {
        float preference = rows.preferences()[first + i];
        float confidence = alpha * Math.abs(preference);
        weights[i] = (preference > 0 ? 1 + confidence : 0) - confidence * weights[i];
      }
      addWeighted(count, residual);
    }
  }

  /** The image A·direction. */
  private void image() {
    KERNELS.sgemv("N", rank, rank, 1, gramian, 0, rank, direction, 0, 1, 0, image, 0, 1);
    KERNELS.saxpy(rank, diagonal, direction, 0, 1, image, 0, 1);
    for (int first = from; first < to; first += ENTRIES_AT_ONCE) {
      int count = gather(first);
      KERNELS.sgemv("T", rank, count, 1, gathered, 0, rank, direction, 0, 1, 0, weights, 0, 1);
      for (int i = 0; i < count; i++) {
        weights[i] *= alpha * Math.abs(rows.preferences()[first + i]);
      }
      addWeighted(count, image);
    }
  }

  private void addWeighted(int count, float[] sum) {
    KERNELS.sgemv("N", rank, count, 1, gathered, 0, rank, weights, 0, 1, 1, sum, 0, 1);
  }

  /** The others' factors of entries from {@code first} on, unless they lie there; how many. */
  private int gather(int first) {
    int end = Math.min(to, first + ENTRIES_AT_ONCE);
    if (gatheredFrom != first || gatheredTo != end) {
      for (int at = first; at < end; at++) {
        System.arraycopy(others, rows.columns()[at] * rank, gathered, (at - first) * rank, rank);
      }
      gatheredFrom = first;
      gatheredTo = end;
    }
    return end - first;
  }

  private float dot(float[] one, float[] other) {
    return KERNELS.sdot(rank, one, 0, 1, other, 0, 1);
  }
}

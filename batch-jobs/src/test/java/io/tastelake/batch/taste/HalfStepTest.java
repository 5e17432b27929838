package io.tastelake.batch.taste;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Conjugate gradient against the definition of the objective and against exact solutions. */
class HalfStepTest {

  private static AlsSettings settings(int rank) {
    return new AlsSettings(rank, 1, 0.7, 0.1, 1);
  }

  private static void improve(AlsSettings als, SparseRows rows, float[] factors, float[] others) {
    float[] gramian = Gramian.floats(Gramian.of(als.rank(), others));
    new HalfStep(als, gramian, others).improve(rows, factors);
  }

  @Property(tries = 100)
  void theLossIsTheSumOverAllPairs(
      @ForAll @IntRange(min = 1, max = 9) int rank,
      @ForAll @IntRange(min = 1, max = 12) int users,
      @ForAll @IntRange(min = 1, max = 12) int items,
      @ForAll Random random) {
    AlsSettings als = settings(rank);
    SparseRows rows = RandomRows.of(users, items, 0.4, random);
    float[] x = RandomRows.factors(users, rank, random);
    float[] y = RandomRows.factors(items, rank, random);

    double loss = FullLoss.of(als, rows, x, y);

    assertThat(loss).isCloseTo(byDefinition(als, rows, x, y), within(1e-4 * (1 + loss)));
  }

  private static double byDefinition(AlsSettings als, SparseRows rows, float[] x, float[] y) {
    int items = y.length / als.rank();
    double[][] preferences = new double[rows.size()][items];
    double sum = 0;
    for (int user = 0; user < rows.size(); user++) {
      for (int at = rows.offsets()[user]; at < rows.offsets()[user + 1]; at++) {
        preferences[user][rows.columns()[at]] = rows.preferences()[at];
      }
    }
    for (int user = 0; user < rows.size(); user++) {
      for (int item = 0; item < items; item++) {
        double score = 0;
        double lengths = 0;
        for (int i = 0; i < als.rank(); i++) {
          double a = x[user * als.rank() + i];
          double b = y[item * als.rank() + i];
          score += a * b;
          lengths += a * a + b * b;
        }
        double r = preferences[user][item];
        sum += (1 + als.alpha() * Math.abs(r)) * Math.pow((r > 0 ? 1 : 0) - score, 2);
        sum += r > 0 ? als.lambda() * lengths : 0;
      }
    }
    return sum;
  }

  @Property(tries = 60)
  void noHalfStepMakesTheLossGreater(
      @ForAll @IntRange(min = 1, max = 24) int rank,
      @ForAll @IntRange(min = 1, max = 40) int users,
      @ForAll @IntRange(min = 1, max = 30) int items,
      @ForAll Random random) {
    AlsSettings als = settings(rank);
    SparseRows byUser = RandomRows.of(users, items, 0.3, random);
    SparseRows byItem = RandomRows.transposed(byUser, items);
    float[] x = RandomRows.factors(users, rank, random);
    float[] y = RandomRows.factors(items, rank, random);
    double before = Double.POSITIVE_INFINITY;
    for (int sweep = 0; sweep < 6; sweep++) {
      improve(als, byItem, y, x);
      double between = FullLoss.of(als, byUser, x, y);
      assertThat(between).isLessThanOrEqualTo(before + 1e-4 * (1 + between));
      improve(als, byUser, x, y);
      before = FullLoss.of(als, byUser, x, y);
      assertThat(before).isLessThanOrEqualTo(between + 1e-4 * (1 + before));
    }
  }

  @Property(tries = 60)
  void manyStepsComeToTheExactSolution(
      @ForAll @IntRange(min = 1, max = 24) int rank,
      @ForAll @IntRange(min = 1, max = 30) int items,
      @ForAll Random random) {
    AlsSettings als = settings(rank);
    SparseRows rows = RandomRows.of(8, items, 0.5, random);
    float[] y = RandomRows.factors(items, rank, random);
    float[] x = new float[8 * rank];
    for (int i = 0; i < 60; i++) {
      improve(als, rows, x, y);
    }
    assertThat(x).containsExactly(ExactHalfStep.solved(als, rows, y), within(2e-3f));
  }

  @Test
  void rowsLongerThanWhatIsGatheredAtOnceAreSolvedAsOthersAre() {
    Random random = new Random(5);
    AlsSettings als = settings(16);
    SparseRows rows = RandomRows.of(3, 1_700, 0.9, random);
    float[] y = RandomRows.factors(1_700, 16, random);
    float[] x = new float[3 * 16];
    for (int i = 0; i < 20; i++) {
      improve(als, rows, x, y);
    }
    assertThat(x).containsExactly(ExactHalfStep.solved(als, rows, y), within(1e-3f));
  }

  @Test
  void rowsWithoutLikesBecomeZeroAndLeaveOthersAlone() {
    GrowingRows growing = new GrowingRows();
    growing.beginRow();
    growing.beginRow();
    growing.add(0, -2);
    growing.add(1, 0);
    growing.beginRow();
    growing.add(1, 3);
    float[] x = {7, 7, 7, 7, 7, 7};
    improve(settings(2), growing.rows(), x, new float[] {1, 0, 0.5f, 1});
    assertThat(x).startsWith(0, 0, 0, 0);
    assertThat(x[5]).isPositive();
  }

  @Test
  void whatIsRatedTwiceCountsTwice() {
    AlsSettings als = new AlsSettings(1, 1, 1, 0.5, 1);
    GrowingRows growing = new GrowingRows();
    growing.beginRow();
    growing.add(0, 2);
    growing.add(0, 2);
    float[] x = {0};
    improve(als, growing.rows(), x, new float[] {2});
    // A = 2² + 2 · 2 · 2² + 0.5 · 2 = 21 and b = 2 · (1 + 2) · 2 = 12
    assertThat(x[0]).isCloseTo(12f / 21, within(1e-6f));
  }

  @Test
  void nothingIsImprovedWhereThereIsNothing() {
    float[] none = {};
    improve(settings(3), new GrowingRows().rows(), none, none);
    assertThat(FullLoss.of(settings(3), new GrowingRows().rows(), none, none)).isZero();
  }
}

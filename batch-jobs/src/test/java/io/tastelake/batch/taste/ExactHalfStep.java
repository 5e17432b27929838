package io.tastelake.batch.taste;

import io.tastelake.domain.identity.ItemId;
import io.tastelake.domain.taste.Centre;
import io.tastelake.domain.taste.FoldIn;
import io.tastelake.domain.taste.ItemFactors;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** The oracle: rows solved one by one, in doubles, as the product serves them. */
final class ExactHalfStep {

  private ExactHalfStep() {}

  /** Needs rows without duplicates. */
  static float[] solved(AlsSettings als, SparseRows rows, float[] others) {
    int rank = als.rank();
    Map<ItemId, float[]> vectors = new HashMap<>();
    for (int i = 0; i < others.length / rank; i++) {
      vectors.put(id(i), Arrays.copyOfRange(others, i * rank, (i + 1) * rank));
    }
    FoldIn foldIn =
        FoldIn.into(ItemFactors.of(rank, vectors), als.alpha(), als.lambda(), Centre.NEUTRAL);
    float[] solved = new float[rows.size() * rank];
    for (int row = 0; row < rows.size(); row++) {
      System.arraycopy(foldIn.vector(ratings(rows, row)), 0, solved, row * rank, rank);
    }
    return solved;
  }

  private static Map<ItemId, Double> ratings(SparseRows rows, int row) {
    Map<ItemId, Double> ratings = new HashMap<>();
    for (int at = rows.offsets()[row]; at < rows.offsets()[row + 1]; at++) {
      ratings.put(id(rows.columns()[at]), rows.preferences()[at] + Centre.NEUTRAL.value());
    }
    return ratings;
  }

  private static ItemId id(int number) {
    return new ItemId("other-" + number);
  }
}

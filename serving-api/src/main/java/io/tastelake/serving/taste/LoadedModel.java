package io.tastelake.serving.taste;

import io.tastelake.domain.identity.ItemId;
import io.tastelake.domain.taste.FoldIn;
import io.tastelake.domain.taste.ItemFactors;
import java.util.Map;

/** A model with its item factors in memory. Thread-safe. */
record LoadedModel(Model model, ItemFactors factors, FoldIn prepared) {

  private static final long BYTES_PER_ITEM = 160; // its id twice, and its entry in a map

  static LoadedModel of(Model model, ItemFactors factors) {
    return new LoadedModel(
        model, factors, FoldIn.into(factors, model.alpha(), model.lambda(), model.centre()));
  }

  /** The taste vector of whoever has these ratings. */
  TasteVector vector(Map<ItemId, Double> ratings) {
    return new TasteVector(prepared.another().vector(ratings));
  }

  /** What each liked item adds to the score of {@code item}; see {@link FoldIn#shares}. */
  Map<ItemId, Double> shares(Map<ItemId, Double> ratings, ItemId item) {
    return prepared.another().shares(ratings, item);
  }

  /** About what it takes in memory. */
  long bytes() {
    long matrices =
        (long) factors.rank() * ((long) Float.BYTES * factors.size() + 16L * factors.rank());
    return matrices + BYTES_PER_ITEM * factors.size();
  }
}

package io.tastelake.serving.taste;

import io.tastelake.domain.identity.ItemId;
import io.tastelake.domain.taste.Centre;
import io.tastelake.domain.taste.FoldIn;
import io.tastelake.domain.taste.ItemFactors;
import io.tastelake.domain.taste.TopItems;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What is to be recommended to somebody with these ratings, by the pure functions. */
public final class BestItems {

  private BestItems() {}

  public static List<String> of(
      ItemFactors factors, Map<String, Double> ratings, int amount, Set<String> without) {
    Map<ItemId, Double> byItem = new HashMap<>();
    ratings.forEach((item, rating) -> byItem.put(new ItemId(item), rating));
    float[] taste =
        FoldIn.into(factors, RememberedFactors.ALPHA, RememberedFactors.LAMBDA, Centre.NEUTRAL)
            .vector(byItem);
    List<ItemId> left = without.stream().map(ItemId::new).toList();
    return TopItems.of(factors, taste, amount, TopItems.Candidates.allBut(left), Optional.empty())
        .stream()
        .map(place -> place.item().value())
        .toList();
  }
}

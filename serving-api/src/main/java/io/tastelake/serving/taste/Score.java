package io.tastelake.serving.taste;

import io.tastelake.domain.identity.ItemId;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * Why a model puts an item where it does: its score, and what the user's liked items carry of it.
 *
 * @param model its id
 * @param shares the largest first; they add up to the score
 */
public record Score(String model, List<Share> shares) {

  /** What one liked item adds. */
  public record Share(ItemId item, double rating, double share) {}

  static Score of(String model, Map<ItemId, Double> shares, Map<ItemId, Double> ratings) {
    return new Score(
        model,
        shares.entrySet().stream()
            .map(share -> new Share(share.getKey(), ratings.get(share.getKey()), share.getValue()))
            .sorted(
                Comparator.comparingDouble((Share share) -> -Math.abs(share.share()))
                    .thenComparing(share -> share.item().value()))
            .toList());
  }

  /** The dot product of the user's taste vector and the item's factors. */
  public double value() {
    return shares.stream().mapToDouble(Share::share).sum();
  }
}

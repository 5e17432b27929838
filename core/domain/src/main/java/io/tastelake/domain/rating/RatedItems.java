package io.tastelake.domain.rating;

import io.tastelake.domain.identity.ItemId;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * One user's ratings.
 *
 * @param byItem the ratings of each item of which something is known
 */
public record RatedItems(Map<ItemId, ItemRating> byItem) {

  /** The inferred ratings, by item. */
  public Map<ItemId, Rating> inferred() {
    return each(ItemRating::inferred);
  }

  /** The values, 1 to 10, of the ratings that count: what a taste vector is folded in from. */
  public Map<ItemId, Double> values() {
    return each(item -> item.effective().map(Rating::value));
  }

  private <T> Map<ItemId, T> each(Function<ItemRating, Optional<T>> part) {
    Map<ItemId, T> parts = new HashMap<>(2 * byItem.size());
    byItem.forEach((item, rating) -> part.apply(rating).ifPresent(known -> parts.put(item, known)));
    return parts;
  }
}

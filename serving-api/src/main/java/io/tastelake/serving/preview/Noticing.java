package io.tastelake.serving.preview;

import io.tastelake.domain.identity.ItemId;
import io.tastelake.domain.identity.UserId;
import io.tastelake.domain.rating.Rating;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What of a change one user would notice.
 *
 * @param ratings how many items the user has a rating of, before or after
 * @param fresh how many of the ten best-rated items were not among the ten best before
 * @param most the item whose rating changes most; empty if none does
 */
record Noticing(UserId user, int ratings, int fresh, Optional<Moved> most) {

  private static final int BEST = 10;

  static final Comparator<Noticing> BY_CHANGE =
      Comparator.comparingInt(Noticing::fresh)
          .thenComparingDouble(each -> each.most().map(Moved::distance).orElse(0.0))
          .reversed()
          .thenComparing(each -> each.user().value());

  /**
   * An item's rating before and after.
   *
   * @param before empty if nothing was inferred of the item
   * @param after empty if nothing would be
   */
  record Moved(ItemId item, Optional<Double> before, Optional<Double> after) {

    /** What is not rated counts as neutral. */
    double distance() {
      return Math.abs(after.orElse(Rating.NEUTRAL) - before.orElse(Rating.NEUTRAL));
    }
  }

  static Noticing of(UserId user, Map<ItemId, Rating> before, Map<ItemId, Rating> after) {
    Set<ItemId> items = new HashSet<>(before.keySet());
    items.addAll(after.keySet());
    Optional<Moved> most =
        items.stream()
            .map(item -> new Moved(item, value(before, item), value(after, item)))
            .filter(moved -> !moved.before().equals(moved.after()))
            .max(
                Comparator.comparingDouble(Moved::distance)
                    .thenComparing(moved -> moved.item().value()));
    Set<ItemId> fresh = best(after);
    fresh.removeAll(best(before));
    return new Noticing(user, items.size(), fresh.size(), most);
  }

  private static Optional<Double> value(Map<ItemId, Rating> ratings, ItemId item) {
    return Optional.ofNullable(ratings.get(item)).map(Rating::value);
  }

  private static Set<ItemId> best(Map<ItemId, Rating> ratings) {
    return ratings.entrySet().stream()
        .sorted(
            Comparator.comparingDouble(
                    (Map.Entry<ItemId, Rating> rated) -> -rated.getValue().value())
                .thenComparing(rated -> rated.getKey().value()))
        .limit(BEST)
        .map(Map.Entry::getKey)
        .collect(Collectors.toCollection(HashSet::new));
  }
}

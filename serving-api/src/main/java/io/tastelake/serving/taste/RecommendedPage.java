package io.tastelake.serving.taste;

import io.tastelake.domain.taste.TopItems;
import java.util.List;
import java.util.Optional;

/**
 * A page of a list.
 *
 * @param next where the next page goes on; empty if the list ends here
 */
record RecommendedPage(List<Found> found, Optional<RecommendationPosition> next) {

  /**
   * An item.
   *
   * @param ranked whether its place is by a model's order, not by popularity
   */
  record Found(TopItems.Place place, boolean ranked) {}

  /** How it came about; empty if it is empty. */
  Optional<Source> source(RankedList list) {
    return found.stream()
        .map(item -> item.ranked() ? list.ranking().orElseThrow().source() : Source.POPULAR)
        .reduce(Source::and);
  }
}

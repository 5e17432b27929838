package io.tastelake.serving.taste;

import io.tastelake.domain.identity.ItemId;
import io.tastelake.domain.taste.TopItems;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A page of a list.
 *
 * @param ranked items that a model ranks
 * @param popular items that follow them
 * @param next where the next page goes on; empty if the list ends here
 */
record RecommendedPage(
    List<TopItems.Place> ranked,
    List<TopItems.Place> popular,
    Optional<RecommendationPosition> next) {

  /** A page of at most {@code amount} of what was found. */
  static RecommendedPage of(
      RankedList list, List<TopItems.Place> ranked, List<TopItems.Place> popular, int amount) {
    if (ranked.size() + popular.size() <= amount) {
      return new RecommendedPage(ranked, popular, Optional.empty());
    }
    int first = Math.min(amount, ranked.size());
    boolean allRanked = first == amount;
    TopItems.Place last = allRanked ? ranked.get(amount - 1) : popular.get(amount - first - 1);
    return new RecommendedPage(
        ranked.subList(0, first),
        popular.subList(0, amount - first),
        Optional.of(list.position(allRanked, last)));
  }

  Stream<ItemId> items() {
    return Stream.concat(ranked.stream(), popular.stream()).map(TopItems.Place::item);
  }

  /** How it came about; empty if it is empty. */
  Optional<Source> source(RankedList list) {
    Optional<Source> first =
        list.ranking().map(Ranking::source).filter(unused -> !ranked.isEmpty());
    if (popular.isEmpty()) {
      return first;
    }
    return Optional.of(first.map(source -> source.and(Source.POPULAR)).orElse(Source.POPULAR));
  }
}

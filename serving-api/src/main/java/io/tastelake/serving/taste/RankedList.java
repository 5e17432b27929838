package io.tastelake.serving.taste;

import io.tastelake.domain.taste.TopItems;
import java.util.Optional;

/**
 * A list: what a model ranks, then what is popular beyond the model's items. It goes on from some
 * place.
 *
 * @param ranking empty if everything is by popularity
 * @param inRanking whether {@code after} is a place in the ranking
 * @param after the place of the last item that was shown
 */
record RankedList(Optional<Ranking> ranking, boolean inRanking, Optional<TopItems.Place> after) {

  /** All of it. */
  static RankedList of(Ranking ranking) {
    return new RankedList(Optional.of(ranking), true, Optional.empty());
  }

  /** What is popular. */
  static RankedList popular() {
    return new RankedList(Optional.empty(), false, Optional.empty());
  }

  /** The place in what is popular, if the list got so far. */
  Optional<TopItems.Place> afterPopular() {
    return inRanking ? Optional.empty() : after;
  }

  /** What a cursor must hold to go on after {@code last}. */
  RecommendationPosition position(boolean lastInRanking, TopItems.Place last) {
    return new RecommendationPosition(
        ranking.map(known -> known.model().id()).orElse(RecommendationPosition.NO_MODEL),
        ranking.map(Ranking::taste).orElse(new TasteVector(new float[0])),
        lastInRanking,
        last);
  }
}

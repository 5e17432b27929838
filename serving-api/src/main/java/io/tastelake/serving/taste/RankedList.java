package io.tastelake.serving.taste;

import io.tastelake.domain.taste.TopItems;
import java.util.Optional;

/**
 * A list: what a model ranks, then what is popular beyond the model's items. It goes on from some
 * place.
 *
 * @param ranking empty if everything is by popularity
 * @param inRanking whether {@code after} is a place in the ranking
 * @param after the place of the last item that was shown, or after which the window begins
 * @param taken how many of a window's items were shown
 */
record RankedList(
    Optional<Ranking> ranking, boolean inRanking, Optional<TopItems.Place> after, int taken) {

  /** All of it. */
  static RankedList of(Ranking ranking) {
    return new RankedList(Optional.of(ranking), true, Optional.empty(), 0);
  }

  /** What is popular. */
  static RankedList popular() {
    return new RankedList(Optional.empty(), false, Optional.empty(), 0);
  }

  /** What a cursor must hold to go on after an item. */
  RecommendationPosition after(RecommendedPage.Found last) {
    return position(last.ranked(), Optional.of(last.place()), 0);
  }

  /** What a cursor must hold to go on within the same window, of which some were shown. */
  RecommendationPosition within(int shown) {
    return position(inRanking, after, shown);
  }

  private RecommendationPosition position(
      boolean ranked, Optional<TopItems.Place> place, int shown) {
    return new RecommendationPosition(
        ranking.map(known -> known.model().id()).orElse(RecommendationPosition.NO_MODEL),
        ranking.map(Ranking::taste).orElse(new TasteVector(new float[0])),
        ranked,
        shown,
        place);
  }
}

package io.tastelake.serving.taste;

import io.tastelake.domain.identity.ItemId;
import io.tastelake.domain.taste.TopItems;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * The items of a model in the order in which they suit a taste, from some place on.
 *
 * @param after the place of the last item that was shown
 */
record RankedList(Model model, TasteVector taste, Optional<TopItems.Place> after) {

  /** The whole list for a taste. */
  static RankedList of(Taste taste) {
    return new RankedList(taste.model(), taste.vector(), Optional.empty());
  }

  /** The next items. */
  List<TopItems.Place> of(LoadedModel loaded, int amount, Collection<ItemId> without) {
    return TopItems.of(loaded.factors(), taste.numbers(), amount, without, after);
  }

  /** What a cursor must hold to go on after {@code last}. */
  RecommendationPosition position(TopItems.Place last) {
    return new RecommendationPosition(model.id(), taste, last);
  }
}

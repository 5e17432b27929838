package io.tastelake.serving.taste;

import io.tastelake.domain.identity.ItemId;
import io.tastelake.domain.taste.TopItems;
import java.util.List;
import java.util.Optional;

/**
 * An order of a model's items: by how they suit a taste, or by how they are like an item.
 *
 * @param taste of no numbers if it is by an item
 */
record Ranking(Model model, TasteVector taste, Optional<ItemId> like) {

  static Ranking by(Taste taste) {
    return new Ranking(taste.model(), taste.vector(), Optional.empty());
  }

  static Ranking like(Model model, ItemId item) {
    return new Ranking(model, new TasteVector(new float[0]), Optional.of(item));
  }

  /** What the answer's header calls it. */
  Source source() {
    return like.isPresent() ? Source.SIMILAR : Source.MODEL;
  }

  /** The next items. */
  List<TopItems.Place> next(
      LoadedModel loaded,
      int amount,
      TopItems.Candidates candidates,
      Optional<TopItems.Place> after) {
    return like.map(item -> TopItems.like(loaded.factors(), item, amount, candidates, after))
        .orElseGet(() -> TopItems.of(loaded.factors(), taste.numbers(), amount, candidates, after));
  }
}

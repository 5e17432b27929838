package io.tastelake.serving.taste;

import io.tastelake.domain.catalogue.Diversity;
import io.tastelake.domain.identity.ItemId;
import io.tastelake.domain.popularity.PopularItems;
import io.tastelake.domain.taste.TopItems;
import io.tastelake.serving.taste.RecommendedPage.Found;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Makes the pages of one list: what its model ranks, then what is popular beyond the model's items,
 * then what the catalogue holds besides, if a filter wants it.
 *
 * @param loaded the model that ranks, if one does
 * @param popular what is popular in the database, asked for only where it is needed
 * @param without items that are left out
 */
record RecommendedPages(
    RankedList list,
    Optional<LoadedModel> loaded,
    Supplier<PopularItems> popular,
    Set<ItemId> without,
    Choice choice) {

  /** So many items at least are ordered anew together, so that neighbours differ. */
  private static final int WINDOW = 256;

  /** The next page. */
  RecommendedPage next(int amount) {
    return choice.criteria().isEmpty() ? plain(amount) : diverse(amount);
  }

  private RecommendedPage plain(int amount) {
    List<Found> found = following(amount + 1);
    if (found.size() <= amount) {
      return new RecommendedPage(found, Optional.empty());
    }
    Found last = found.get(amount - 1);
    return new RecommendedPage(found.subList(0, amount), Optional.of(list.after(last)));
  }

  /** Pages are cut from windows, each of which is ordered anew in itself. */
  private RecommendedPage diverse(int amount) {
    int size = amount * ((WINDOW + amount - 1) / amount);
    List<Found> found = following(size + 1);
    List<Found> window = found.subList(0, Math.min(size, found.size()));
    List<Found> ordered = Diversity.order(window, each -> each.place().item(), choice.criteria());
    int from = Math.min(list.taken(), ordered.size());
    int to = Math.min(from + amount, ordered.size());
    Optional<RecommendationPosition> next =
        to < ordered.size()
            ? Optional.of(list.within(to))
            : found.size() > window.size()
                ? Optional.of(list.after(window.get(window.size() - 1)))
                : Optional.empty();
    return new RecommendedPage(ordered.subList(from, to), next);
  }

  private List<Found> following(int amount) {
    List<Found> found = new ArrayList<>();
    if (list.inRanking() && loaded.isPresent()) {
      Ranking ranking = list.ranking().orElseThrow();
      ranking
          .next(
              loaded.get(),
              amount,
              new TopItems.Candidates(choice.rows(loaded.get().factors()), without),
              list.after())
          .forEach(place -> found.add(new Found(place, true)));
    }
    if (found.size() < amount) {
      besides(amount - found.size()).forEach(place -> found.add(new Found(place, false)));
    }
    return found;
  }

  private List<TopItems.Place> besides(int amount) {
    PopularItems items = popular.get();
    Optional<TopItems.Place> after = list.inRanking() ? Optional.empty() : list.after();
    List<TopItems.Place> found = items.next(amount, this::isBesides, after);
    boolean all = found.size() == amount && found.get(amount - 1).score() > PopularItems.LAST;
    if (all) {
      return found;
    }
    String id =
        after
            .filter(place -> place.score() == PopularItems.LAST)
            .map(place -> place.item().value())
            .orElse("");
    Set<ItemId> seen = new HashSet<>(found.stream().map(TopItems.Place::item).toList());
    List<TopItems.Place> others =
        choice
            .after(id, amount, item -> isBesides(item) && !seen.contains(item) && !items.has(item))
            .stream()
            .map(item -> new TopItems.Place(PopularItems.LAST, item))
            .toList();
    return Stream.concat(found.stream(), others.stream())
        .sorted(PopularItems.ORDER)
        .limit(amount)
        .toList();
  }

  /** Whether an item may be shown that no model ranks. */
  private boolean isBesides(ItemId item) {
    boolean ranked = loaded.filter(model -> model.factors().has(item)).isPresent();
    return !ranked && !without.contains(item) && choice.holds(item);
  }
}

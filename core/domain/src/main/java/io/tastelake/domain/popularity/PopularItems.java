package io.tastelake.domain.popularity;

import io.tastelake.domain.identity.ItemId;
import io.tastelake.domain.taste.TopItems;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Items, the most popular first, of equal ones the smaller id first. Immutable. */
public final class PopularItems {

  /** The score of items of which nobody knows how popular they are. */
  public static final double LAST = Double.NEGATIVE_INFINITY;

  /** The most popular first. */
  public static final Comparator<TopItems.Place> ORDER =
      Comparator.comparing((TopItems.Place place) -> -place.score())
          .thenComparing(place -> place.item().value());

  private final List<TopItems.Place> places;
  private final Set<ItemId> items;

  private PopularItems(List<TopItems.Place> places) {
    places.sort(ORDER);
    this.places = places;
    this.items = places.stream().map(TopItems.Place::item).collect(Collectors.toSet());
  }

  /** Items by their scores. */
  public static PopularItems of(Map<ItemId, Double> scores) {
    List<TopItems.Place> places = new ArrayList<>(scores.size());
    scores.forEach((item, score) -> places.add(new TopItems.Place(score, item)));
    return new PopularItems(places);
  }

  /** Items of which nobody knows which is more popular. */
  public static PopularItems equal(Collection<ItemId> items) {
    List<TopItems.Place> places = new ArrayList<>(items.size());
    items.forEach(item -> places.add(new TopItems.Place(LAST, item)));
    return new PopularItems(places);
  }

  /** Whether an item is among them. */
  public boolean has(ItemId item) {
    return items.contains(item);
  }

  /** How many there are. */
  public int size() {
    return places.size();
  }

  /**
   * The next items.
   *
   * @param amount how many at most
   * @param wanted which of them
   * @param after the place after which to begin, also one that is none any more; empty for the
   *     start
   */
  public List<TopItems.Place> next(
      int amount, Predicate<ItemId> wanted, Optional<TopItems.Place> after) {
    int from = after.map(this::following).orElse(0);
    List<TopItems.Place> found = new ArrayList<>();
    for (int i = from; i < places.size() && found.size() < amount; i++) {
      if (wanted.test(places.get(i).item())) {
        found.add(places.get(i));
      }
    }
    return found;
  }

  private int following(TopItems.Place place) {
    int at = Collections.binarySearch(places, place, ORDER);
    return at < 0 ? -at - 1 : at + 1;
  }
}

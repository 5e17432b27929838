package io.tastelake.domain.rating;

import io.tastelake.domain.identity.ItemId;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;

/**
 * What is known of one user's taste, item by item, under one set of parameters. Stream, batch, API
 * and notebooks infer ratings through it. Sums follow the order of {@link #add}; another order
 * gives the same up to rounding. Not thread-safe.
 */
public final class UserEvidence {

  private final ImplicitToExplicitParameters parameters;
  private final Map<ItemId, ItemEvidence> items = new HashMap<>();

  /**
   * Nothing yet.
   *
   * @param parameters of the user's database; {@link ImplicitToExplicitParameters#NONE} while it
   *     has none
   */
  public UserEvidence(ImplicitToExplicitParameters parameters) {
    this.parameters = parameters;
  }

  /** Adds one interaction with an item; types without a weight add nothing. */
  public void add(ItemId item, Contribution contribution) {
    if (parameters.weights().containsKey(contribution.type())) {
      add(item, ItemEvidence.of(contribution, parameters));
    }
  }

  /** Adds a rating that the user gave. */
  public void give(ItemId item, Rating rating) {
    add(item, ItemEvidence.ofGiven(rating));
  }

  private void add(ItemId item, ItemEvidence evidence) {
    items.merge(item, evidence, (all, one) -> all.plus(one, parameters));
  }

  /** What is known, by item. */
  public Map<ItemId, ItemEvidence> items() {
    return Collections.unmodifiableMap(items);
  }

  /** The ratings that follow. */
  public RatedItems ratings() {
    Map<ItemId, ItemRating> ratings = new HashMap<>(2 * items.size());
    items.forEach((item, evidence) -> ratings.put(item, evidence.rating(parameters)));
    return new RatedItems(ratings);
  }
}

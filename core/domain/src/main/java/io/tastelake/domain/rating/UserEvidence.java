package io.tastelake.domain.rating;

import io.tastelake.domain.identity.ItemId;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What is known of one user's taste, item by item, under one set of parameters. Stream, batch, API
 * and notebooks infer ratings through it. Sums follow the order of {@link #add}; another order
 * gives the same up to rounding. Not thread-safe.
 *
 * <p>Evidence lies in a hash table with linear probing (Knuth, The Art of Computer Programming,
 * volume 3, 6.4), three arrays of one length, so that it can be kept for many users.
 */
public final class UserEvidence {

  private static final int SMALLEST = 4;

  private final ImplicitToExplicitParameters parameters;
  private final Map<ItemId, Rating> given = new HashMap<>(0);
  private ItemId[] items = new ItemId[SMALLEST];
  private double[] sums = new double[SMALLEST];
  private double[] lasts = new double[SMALLEST];
  private int size;

  /**
   * Nothing yet.
   *
   * @param parameters of the user's database; {@link ImplicitToExplicitParameters#NONE} while it
   *     has none
   */
  public UserEvidence(ImplicitToExplicitParameters parameters) {
    this.parameters = parameters;
  }

  /** What interactions weigh here. */
  public ImplicitToExplicitParameters parameters() {
    return parameters;
  }

  /** How many items it holds: those with interactions that weigh, and those with a given rating. */
  public int size() {
    return size + given.size();
  }

  /** Adds one interaction with an item; types without a weight add nothing. */
  public void add(ItemId item, Contribution contribution) {
    if (!parameters.weights().containsKey(contribution.type())) {
      return;
    }
    Evidence one = Evidence.of(contribution, parameters);
    int place = place(item, items);
    if (items[place] == null) {
      put(place, item, one);
    } else {
      set(place, evidence(place).plus(one, parameters));
    }
  }

  private void put(int place, ItemId item, Evidence evidence) {
    items[place] = item;
    set(place, evidence);
    size++;
    if (4 * size > 3 * items.length) {
      grow();
    }
  }

  private void grow() {
    ItemId[] before = items;
    double[] sumsBefore = sums;
    double[] lastsBefore = lasts;
    items = new ItemId[2 * before.length];
    sums = Arrays.copyOf(sums, items.length);
    lasts = Arrays.copyOf(lasts, items.length);
    for (int i = 0; i < before.length; i++) {
      if (before[i] != null) {
        int place = place(before[i], items);
        items[place] = before[i];
        sums[place] = sumsBefore[i];
        lasts[place] = lastsBefore[i];
      }
    }
  }

  /** Where {@code item} is, or belongs. */
  private static int place(ItemId item, ItemId[] items) {
    int hash = item.hashCode() * 0x9E3779B9;
    int place = (hash ^ hash >>> 16) & (items.length - 1);
    while (items[place] != null && !items[place].equals(item)) {
      place = (place + 1) & (items.length - 1);
    }
    return place;
  }

  private Evidence evidence(int place) {
    return new Evidence(sums[place], lasts[place]);
  }

  private void set(int place, Evidence evidence) {
    sums[place] = evidence.sum();
    lasts[place] = evidence.last();
  }

  /** Adds a rating that the user gave; of two of one item the latest counts. */
  public void give(ItemId item, Rating rating) {
    given.merge(item, rating, ItemEvidence::latest);
  }

  /** Takes back all ratings that were given, for those that stand to be given anew. */
  public void giveNothing() {
    given.clear();
  }

  /** What is known, by item. */
  public Map<ItemId, ItemEvidence> items() {
    Map<ItemId, ItemEvidence> known = new HashMap<>();
    given.forEach((item, rating) -> known.put(item, ItemEvidence.ofGiven(rating)));
    for (int place = 0; place < items.length; place++) {
      if (items[place] != null) {
        ItemEvidence one = ItemEvidence.of(evidence(place));
        known.merge(items[place], one, (rated, inferred) -> rated.plus(inferred, parameters));
      }
    }
    return Collections.unmodifiableMap(known);
  }

  /** The ratings that follow. */
  public RatedItems ratings() {
    Map<ItemId, ItemRating> ratings = new HashMap<>(2 * (size + given.size()));
    for (int place = 0; place < items.length; place++) {
      if (items[place] != null) {
        Optional<Rating> inferred = evidence(place).rating(parameters);
        Rating rated = given.isEmpty() ? null : given.get(items[place]);
        ratings.put(items[place], new ItemRating(inferred, Optional.ofNullable(rated)));
      }
    }
    given.forEach(
        (item, rating) ->
            ratings.computeIfAbsent(
                item, absent -> new ItemRating(Optional.empty(), Optional.of(rating))));
    return new RatedItems(ratings);
  }
}

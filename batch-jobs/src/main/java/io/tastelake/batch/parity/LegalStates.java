package io.tastelake.batch.parity;

import io.tastelake.contracts.log.InteractionEvidence;
import io.tastelake.domain.identity.Actor;
import io.tastelake.domain.identity.ItemId;
import io.tastelake.domain.identity.UserId;
import io.tastelake.domain.interaction.ActorHistory;
import io.tastelake.domain.rating.ImplicitToExplicitParameters;
import io.tastelake.domain.rating.ItemEvidence;
import io.tastelake.domain.rating.Rating;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What may be served of a user at a moment: whatever follows from what was accepted up to some
 * moment of a window. Each session, the user's own interactions and the ratings that the user gave
 * come to the online store by ways of their own, so each may stand at another moment.
 */
final class LegalStates {

  /** So many are tried. */
  static final int MAX = 1_000;

  private final ImplicitToExplicitParameters parameters;
  private final List<Set<Map<ItemId, ItemEvidence>>> parts = new ArrayList<>();
  private final Set<Map<ItemId, Rating>> given = new LinkedHashSet<>();

  /**
   * Those of a user.
   *
   * @param pasts of the user, of whom there is at most one, and of the user's sessions
   */
  LegalStates(
      List<Past> pasts, UserId user, ImplicitToExplicitParameters parameters, Window window) {
    this.parameters = parameters;
    for (Past past : pasts) {
      Set<Map<ItemId, ItemEvidence>> states = new LinkedHashSet<>();
      for (ActorHistory history : past.histories(window)) {
        states.add(InteractionEvidence.of(past.interactions(history, user), parameters).items());
        if (past.kind() == Actor.Kind.USER) {
          given.add(past.given(history));
        }
      }
      parts.add(states);
    }
    if (given.isEmpty()) {
      given.add(Map.of());
    }
  }

  /** All items of which anything is known in any state. */
  Set<ItemId> items() {
    Set<ItemId> items = new HashSet<>();
    parts.forEach(states -> states.forEach(state -> items.addAll(state.keySet())));
    given.forEach(state -> items.addAll(state.keySet()));
    return items;
  }

  /**
   * What may be served of an item; an empty value is no rating.
   *
   * @return empty if there are more states than {@link #MAX}
   */
  Optional<Set<Optional<Double>>> ratings(ItemId item) {
    List<Set<ItemEvidence>> choices =
        parts.stream()
            .map(
                states ->
                    states.stream()
                        .map(state -> state.getOrDefault(item, ItemEvidence.NONE))
                        .collect(Collectors.toSet()))
            .toList();
    if (product(choices) > MAX) {
      return Optional.empty();
    }
    Set<ItemEvidence> sums = Set.of(ItemEvidence.NONE);
    for (Set<ItemEvidence> choice : choices) {
      Set<ItemEvidence> next = new HashSet<>();
      sums.forEach(sum -> choice.forEach(one -> next.add(sum.plus(one, parameters))));
      sums = next;
    }
    Set<Optional<Double>> values = new HashSet<>();
    for (Map<ItemId, Rating> ratings : given) {
      Optional<Rating> outranking = Optional.ofNullable(ratings.get(item));
      sums.forEach(sum -> values.add(outranking.or(() -> inferred(sum)).map(Rating::value)));
    }
    return Optional.of(values);
  }

  private Optional<Rating> inferred(ItemEvidence evidence) {
    return evidence.rating(parameters).inferred();
  }

  /**
   * The values of all ratings in each state, by item.
   *
   * @return empty if there are more states than {@link #MAX}
   */
  Optional<List<Map<ItemId, Double>>> all() {
    if (product(parts) * given.size() > MAX) {
      return Optional.empty();
    }
    List<Map<ItemId, ItemEvidence>> sums = List.of(Map.of());
    for (Set<Map<ItemId, ItemEvidence>> states : parts) {
      List<Map<ItemId, ItemEvidence>> next = new ArrayList<>();
      for (Map<ItemId, ItemEvidence> sum : sums) {
        states.forEach(state -> next.add(sum(sum, state)));
      }
      sums = next;
    }
    List<Map<ItemId, Double>> all = new ArrayList<>();
    for (Map<ItemId, ItemEvidence> sum : sums) {
      given.forEach(ratings -> all.add(values(sum, ratings)));
    }
    return Optional.of(all);
  }

  /** Beyond {@link #MAX} about. */
  private static long product(Collection<? extends Set<?>> choices) {
    long product = 1;
    for (Set<?> choice : choices) {
      product = Math.min(product * choice.size(), 1L + MAX);
    }
    return product;
  }

  private Map<ItemId, ItemEvidence> sum(
      Map<ItemId, ItemEvidence> one, Map<ItemId, ItemEvidence> other) {
    Map<ItemId, ItemEvidence> sum = new HashMap<>(one);
    other.forEach((item, evidence) -> sum.merge(item, evidence, (a, b) -> a.plus(b, parameters)));
    return sum;
  }

  private Map<ItemId, Double> values(
      Map<ItemId, ItemEvidence> evidence, Map<ItemId, Rating> ratings) {
    Map<ItemId, Double> values = new HashMap<>();
    evidence.forEach(
        (item, sum) -> inferred(sum).ifPresent(rating -> values.put(item, rating.value())));
    ratings.forEach((item, rating) -> values.put(item, rating.value()));
    return values;
  }
}

package io.tastelake.stream.taste;

import io.tastelake.contracts.log.NumericProperties;
import io.tastelake.domain.identity.ItemId;
import io.tastelake.domain.interaction.Interaction;
import io.tastelake.domain.rating.Evidence;
import io.tastelake.domain.rating.ImplicitToExplicitParameters;
import io.tastelake.domain.rating.Rating;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * All that counts for one user.
 *
 * @param interactions the user's own and those of the user's sessions
 * @param given the ratings that the user gave
 */
record UserContents(List<Interaction> interactions, Map<ItemId, Rating> given) {

  boolean isEmpty() {
    return interactions.isEmpty() && given.isEmpty();
  }

  /** The ratings that the interactions say. */
  Map<ItemId, Rating> inferred(ImplicitToExplicitParameters parameters) {
    Map<ItemId, Evidence> evidence = new HashMap<>();
    for (Interaction interaction : interactions) {
      evidence.merge(
          interaction.item(),
          Evidence.of(NumericProperties.contribution(interaction), parameters),
          (one, other) -> one.plus(other, parameters));
    }
    Map<ItemId, Rating> ratings = new HashMap<>(2 * evidence.size());
    evidence.forEach(
        (item, sum) -> sum.rating(parameters).ifPresent(rating -> ratings.put(item, rating)));
    return ratings;
  }

  /** What a vector is made of: ratings that the user gave outrank inferred ones. */
  Map<ItemId, Double> outranking(Map<ItemId, Rating> inferred) {
    Map<ItemId, Double> values = new HashMap<>(2 * (inferred.size() + given.size()));
    inferred.forEach((item, rating) -> values.put(item, rating.value()));
    given.forEach((item, rating) -> values.put(item, rating.value()));
    return values;
  }
}

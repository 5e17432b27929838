package io.tastelake.stream.taste;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tastelake.contracts.log.NumericProperties;
import io.tastelake.domain.identity.Actor;
import io.tastelake.domain.identity.ItemId;
import io.tastelake.domain.identity.UserId;
import io.tastelake.domain.interaction.ActorHistory;
import io.tastelake.domain.interaction.Interaction;
import io.tastelake.domain.interaction.LoggedEvent;
import io.tastelake.domain.rating.Contribution;
import io.tastelake.domain.rating.Evidence;
import io.tastelake.domain.rating.ImplicitToExplicitParameters;
import io.tastelake.domain.rating.Rating;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The oracle: taste as a pure function of a set of events. */
final class PureTaste {

  private final Map<Actor, ActorHistory> histories = new HashMap<>();
  private final ImplicitToExplicitParameters parameters;

  PureTaste(Collection<LoggedEvent> events, ImplicitToExplicitParameters parameters) {
    this.parameters = parameters;
    events.forEach(
        event ->
            histories
                .computeIfAbsent(event.event().actor(), actor -> new ActorHistory())
                .add(event));
  }

  /** The inferred ratings of a user. */
  Map<ItemId, Rating> inferred(UserId user) {
    Map<ItemId, List<Contribution>> contributions = new HashMap<>();
    histories.forEach(
        (actor, history) -> {
          if (counts(actor, history, user)) {
            for (Interaction interaction : history.interactions()) {
              contributions
                  .computeIfAbsent(interaction.item(), item -> new ArrayList<>())
                  .add(NumericProperties.contribution(interaction.content()));
            }
          }
        });
    Map<ItemId, Rating> ratings = new HashMap<>();
    contributions.forEach(
        (item, all) ->
            Evidence.of(all, parameters)
                .rating(parameters)
                .ifPresent(rating -> ratings.put(item, rating)));
    return ratings;
  }

  private static boolean counts(Actor actor, ActorHistory history, UserId user) {
    return actor.equals(Actor.of(user))
        || (actor.kind() == Actor.Kind.SESSION && history.owner().equals(Optional.of(user)));
  }

  /** Inferred ratings and those that the user gave, which outrank them. */
  Map<ItemId, Double> values(UserId user) {
    Map<ItemId, Double> values = new HashMap<>();
    inferred(user).forEach((item, rating) -> values.put(item, rating.value()));
    Optional.ofNullable(histories.get(Actor.of(user)))
        .map(ActorHistory::givenRatings)
        .orElse(Map.of())
        .forEach((item, rating) -> values.put(item, rating.value()));
    return values;
  }

  /** Compares what is shown of a user with what is right. */
  void assertIs(UserId user, Map<ItemId, Rating> shown) {
    Map<ItemId, Rating> right = inferred(user);
    assertThat(shown.keySet()).as("rated by %s", user).isEqualTo(right.keySet());
    right.forEach(
        (item, rating) -> {
          assertThat(shown.get(item).value()).isCloseTo(rating.value(), within(1e-9));
          assertThat(shown.get(item).timestamp()).isEqualTo(rating.timestamp());
        });
  }
}

package io.tastelake.e2e.rating;

import io.tastelake.contracts.log.NumericProperties;
import io.tastelake.domain.identity.Actor;
import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.domain.identity.ItemId;
import io.tastelake.domain.identity.UserId;
import io.tastelake.domain.interaction.ActorHistory;
import io.tastelake.domain.interaction.Interaction;
import io.tastelake.domain.interaction.LoggedEvent;
import io.tastelake.domain.rating.Evidence;
import io.tastelake.domain.rating.ImplicitToExplicitParameters;
import io.tastelake.domain.rating.Rating;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The ratings of one database as the pure functions make them of its final set of events. */
public final class ExpectedRatings {

  private final ImplicitToExplicitParameters parameters;
  private final Map<Actor, ActorHistory> histories = new HashMap<>();
  private final Map<String, Map<ItemId, Evidence>> evidence = new HashMap<>();

  private ExpectedRatings(ImplicitToExplicitParameters parameters) {
    this.parameters = parameters;
  }

  /** By user and item, as {@code user/item}. */
  public static Map<String, Rating> of(
      List<LoggedEvent> events, DatabaseId database, ImplicitToExplicitParameters parameters) {
    ExpectedRatings expected = new ExpectedRatings(parameters);
    events.stream()
        .filter(logged -> logged.event().database().equals(database))
        .forEach(expected::join);
    return expected.ratings();
  }

  private void join(LoggedEvent logged) {
    histories.computeIfAbsent(logged.event().actor(), actor -> new ActorHistory()).add(logged);
  }

  private Map<String, Rating> ratings() {
    histories.forEach(
        (actor, history) ->
            owner(actor, history).ifPresent(user -> infer(user, history.interactions())));
    Map<String, Rating> ratings = new TreeMap<>();
    evidence.forEach(
        (user, items) ->
            items.forEach(
                (item, all) ->
                    all.rating(parameters)
                        .ifPresent(rating -> ratings.put(user + "/" + item, rating))));
    histories.forEach(
        (actor, history) ->
            history
                .givenRatings()
                .forEach((item, rating) -> ratings.put(actor.id() + "/" + item, rating)));
    return ratings;
  }

  private static Optional<String> owner(Actor actor, ActorHistory history) {
    return actor.kind() == Actor.Kind.USER
        ? Optional.of(actor.id())
        : history.owner().map(UserId::value);
  }

  private void infer(String user, List<Interaction> interactions) {
    Map<ItemId, Evidence> items = evidence.computeIfAbsent(user, any -> new HashMap<>());
    for (Interaction interaction : interactions) {
      Evidence one = Evidence.of(NumericProperties.contribution(interaction.content()), parameters);
      items.merge(interaction.item(), one, (a, b) -> a.plus(b, parameters));
    }
  }
}

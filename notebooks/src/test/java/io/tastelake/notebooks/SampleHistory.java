package io.tastelake.notebooks;

import io.tastelake.domain.identity.Actor;
import io.tastelake.domain.identity.UserId;
import io.tastelake.domain.interaction.Change;
import io.tastelake.domain.interaction.Interaction;
import io.tastelake.domain.interaction.InteractionEvent;
import io.tastelake.domain.rating.Contribution;
import io.tastelake.domain.rating.Evidence;
import io.tastelake.store.ParametersJson;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** What one user of a {@link SampleLake} did. */
final class SampleHistory {

  private SampleHistory() {}

  /** All of it, in the sessions that became the user's too. */
  static List<Interaction> of(String user, List<InteractionEvent> events) {
    Set<Actor> actors = new HashSet<>(Set.of(Actor.of(new UserId(user))));
    events.forEach(
        event -> {
          if (event.change() instanceof Change.Resolved resolved
              && resolved.user().equals(new UserId(user))) {
            actors.add(event.actor());
          }
        });
    return events.stream()
        .filter(event -> actors.contains(event.actor()))
        .flatMap(
            event ->
                event.change() instanceof Change.Recorded recorded
                    ? Stream.of(recorded.content())
                    : Stream.empty())
        .toList();
  }

  /** The rating that follows for the item of that name. */
  static double rating(List<Interaction> done, String name) {
    var parameters = ParametersJson.parse(SampleLake.PARAMETERS);
    List<Contribution> ofItem =
        done.stream()
            .filter(each -> SampleLake.name(each.item().value()).equals(name))
            .map(each -> new Contribution(each.type(), each.timestamp(), Map.of()))
            .toList();
    return Evidence.of(ofItem, parameters).rating(parameters).orElseThrow().value();
  }
}

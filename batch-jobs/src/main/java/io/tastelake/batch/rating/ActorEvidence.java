package io.tastelake.batch.rating;

import io.tastelake.batch.interaction.ActorHistories;
import io.tastelake.contracts.log.NumericProperties;
import io.tastelake.domain.identity.Actor;
import io.tastelake.domain.identity.ItemId;
import io.tastelake.domain.identity.UserId;
import io.tastelake.domain.interaction.Interaction;
import io.tastelake.domain.rating.Contribution;
import io.tastelake.domain.rating.Evidence;
import io.tastelake.domain.rating.ImplicitToExplicitParameters;
import io.tastelake.domain.rating.ImplicitToExplicitParameters.Weight;
import io.tastelake.domain.rating.Rating;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Row;

/**
 * What each actor's history says of its owner: a user's of the user, a session's of the user whose
 * session it is. Sessions of nobody say nothing yet.
 */
final class ActorEvidence implements MapPartitionsFunction<Row, Row> {

  private static final long serialVersionUID = 1;

  private final ParametersOfDatabases parameters;

  ActorEvidence(ParametersOfDatabases parameters) {
    this.parameters = parameters;
  }

  @Override
  public Iterator<Row> call(Iterator<Row> sorted) {
    var histories = Spliterators.spliteratorUnknownSize(new ActorHistories(sorted), 0);
    return StreamSupport.stream(histories, false).flatMap(this::rows).iterator();
  }

  private Stream<Row> rows(ActorHistories.Entry entry) {
    return parameters.include(entry.database())
        ? owner(entry).stream().flatMap(owner -> rows(owner, entry))
        : Stream.empty();
  }

  private static Optional<UserId> owner(ActorHistories.Entry entry) {
    return entry.actor().kind() == Actor.Kind.USER
        ? Optional.of(new UserId(entry.actor().id()))
        : entry.history().owner();
  }

  private Stream<Row> rows(UserId owner, ActorHistories.Entry entry) {
    String database = entry.database().value();
    Stream<ItemEvidence> inferred =
        parameters.of(entry.database()).stream()
            .flatMap(known -> evidence(entry.history().interactions(), known).entrySet().stream())
            .map(item -> item(database, owner, item.getKey(), item.getValue(), null));
    Stream<ItemEvidence> given =
        given(entry).entrySet().stream()
            .map(item -> item(database, owner, item.getKey(), Evidence.NONE, item.getValue()));
    return Stream.concat(inferred, given).map(ItemEvidence::row);
  }

  private static ItemEvidence item(
      String database, UserId owner, ItemId item, Evidence evidence, Rating given) {
    return new ItemEvidence(database, owner.value(), item.value(), evidence, given);
  }

  /** Only users give ratings. */
  private static Map<ItemId, Rating> given(ActorHistories.Entry entry) {
    return entry.actor().kind() == Actor.Kind.USER ? entry.history().givenRatings() : Map.of();
  }

  /** By item, in the order of interactions, so that sums are the same each time. */
  private static Map<ItemId, Evidence> evidence(
      List<Interaction> interactions, ImplicitToExplicitParameters parameters) {
    Map<ItemId, Evidence> byItem = new HashMap<>();
    for (Interaction interaction : interactions) {
      Weight weight = parameters.weights().get(interaction.type());
      if (weight != null) {
        Evidence one = Evidence.of(contribution(interaction, weight), parameters);
        byItem.merge(interaction.item(), one, (all, more) -> all.plus(more, parameters));
      }
    }
    return byItem;
  }

  /** Reads properties only where a number of theirs counts. */
  private static Contribution contribution(Interaction interaction, Weight weight) {
    return weight.property().isPresent()
        ? NumericProperties.contribution(interaction)
        : new Contribution(interaction.type(), interaction.timestamp(), Map.of());
  }
}

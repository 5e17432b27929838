package io.tastelake.batch.rating;

import io.tastelake.batch.interaction.ActorHistories;
import io.tastelake.contracts.log.InteractionEvidence;
import io.tastelake.domain.identity.Actor;
import io.tastelake.domain.identity.ItemId;
import io.tastelake.domain.identity.UserId;
import io.tastelake.domain.interaction.Interaction;
import io.tastelake.domain.rating.ImplicitToExplicitParameters;
import io.tastelake.domain.rating.Rating;
import io.tastelake.domain.rating.UserEvidence;
import java.util.Iterator;
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
    UserEvidence evidence =
        InteractionEvidence.of(
            entry.history().interactions().stream().map(Interaction::content),
            parameters.of(entry.database()).orElse(ImplicitToExplicitParameters.NONE));
    given(entry).forEach(evidence::give);
    return evidence.items().entrySet().stream()
        .map(
            item ->
                new EvidenceRow(
                    entry.database().value(),
                    owner.value(),
                    item.getKey().value(),
                    item.getValue()))
        .map(EvidenceRow::row);
  }

  /** Only users give ratings. */
  private static Map<ItemId, Rating> given(ActorHistories.Entry entry) {
    return entry.actor().kind() == Actor.Kind.USER ? entry.history().givenRatings() : Map.of();
  }
}

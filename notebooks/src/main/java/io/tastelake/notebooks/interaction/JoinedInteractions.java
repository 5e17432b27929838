package io.tastelake.notebooks.interaction;

import io.tastelake.batch.interaction.ActorHistories;
import io.tastelake.domain.identity.Actor;
import io.tastelake.domain.identity.UserId;
import io.tastelake.domain.interaction.ActorHistory;
import io.tastelake.domain.interaction.Interaction;
import java.util.Iterator;
import java.util.stream.Stream;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Rows that come sorted by actor hash to interactions as they stand, by the join that API and jobs
 * use.
 */
final class JoinedInteractions implements MapPartitionsFunction<Row, Row> {

  private static final long serialVersionUID = 1L;

  /** {@code user_id} is null for a session that is nobody's. */
  static final StructType SCHEMA =
      new StructType()
          .add("actor_kind", DataTypes.StringType)
          .add("actor_id", DataTypes.StringType)
          .add("user_id", DataTypes.StringType)
          .add("item_id", DataTypes.StringType)
          .add("interaction_type", DataTypes.StringType)
          .add("timestamp", DataTypes.DoubleType)
          .add("properties", DataTypes.StringType);

  @Override
  public Iterator<Row> call(Iterator<Row> sorted) {
    ActorHistories histories = new ActorHistories(sorted);
    return Stream.iterate(histories, Iterator::hasNext, same -> same)
        .map(Iterator::next)
        .flatMap(JoinedInteractions::rows)
        .iterator();
  }

  private static Stream<Row> rows(ActorHistories.Entry entry) {
    return entry.history().interactions().stream()
        .map(interaction -> row(entry.actor(), entry.history(), interaction));
  }

  private static Row row(Actor actor, ActorHistory history, Interaction interaction) {
    String owner =
        actor.kind() == Actor.Kind.USER
            ? actor.id()
            : history.owner().map(UserId::value).orElse(null);
    return RowFactory.create(
        actor.kind().name(),
        actor.id(),
        owner,
        interaction.item().value(),
        interaction.type(),
        interaction.timestamp(),
        interaction.properties());
  }
}

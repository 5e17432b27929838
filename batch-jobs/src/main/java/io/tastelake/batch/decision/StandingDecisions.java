package io.tastelake.batch.decision;

import static org.apache.spark.sql.functions.col;

import io.tastelake.batch.interaction.ActorHistories;
import io.tastelake.batch.interaction.InteractionRows;
import io.tastelake.contracts.lake.InteractionsTable;
import io.tastelake.domain.identity.Actor;
import io.tastelake.domain.interaction.Operation;
import java.util.Iterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;

/**
 * The decisions that stand after all that the lake knows. They follow from decisions and FORGETs
 * alone, which are few among all rows.
 */
final class StandingDecisions implements MapPartitionsFunction<Row, Row> {

  private static final long serialVersionUID = 1;

  private static final Object[] DECISIVE = {
    Operation.RATE.name(),
    Operation.UNRATE.name(),
    Operation.RESOLVE.name(),
    Operation.FORGET.name(),
  };

  private StandingDecisions() {}

  /**
   * Rows of {@link Decided}, in the order of their places.
   *
   * @param interactions rows in the table's columns; of each actor all or none
   */
  static Dataset<Row> of(Dataset<Row> interactions) {
    return InteractionRows.of(interactions)
        .where(col(InteractionsTable.OPERATION).isin(DECISIVE))
        .repartition(col(InteractionsTable.ACTOR_HASH))
        .sortWithinPartitions(col(InteractionsTable.ACTOR_HASH))
        .mapPartitions(new StandingDecisions(), Encoders.row(Decided.SCHEMA))
        .orderBy(Decided.DATABASE, Decided.KIND, Decided.ACTOR, Decided.ITEM);
  }

  @Override
  public Iterator<Row> call(Iterator<Row> sorted) {
    var histories = Spliterators.spliteratorUnknownSize(new ActorHistories(sorted), 0);
    return StreamSupport.stream(histories, false)
        .flatMap(StandingDecisions::decided)
        .map(Decided::row)
        .iterator();
  }

  /** Only users give ratings, and only sessions are resolved. */
  private static Stream<Decided> decided(ActorHistories.Entry entry) {
    return entry.actor().kind() == Actor.Kind.SESSION
        ? entry.history().owner().stream()
            .map(owner -> Decided.resolved(entry.database(), entry.actor(), owner))
        : entry.history().givenRatings().entrySet().stream()
            .map(
                given ->
                    Decided.given(
                        entry.database(), entry.actor(), given.getKey(), given.getValue()));
  }
}

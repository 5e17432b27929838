package io.tastelake.batch.rating;

import static org.apache.spark.sql.functions.col;

import io.tastelake.batch.interaction.InteractionRows;
import io.tastelake.contracts.lake.InteractionsTable;
import io.tastelake.contracts.lake.RatingsTable;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;

/** Ratings of interactions: rows come together by actor, then by owner and item. */
final class RatingsTopology {

  private static final Column[] BY_ITEM = {
    col(EvidenceRow.DATABASE), col(EvidenceRow.USER), col(EvidenceRow.ITEM),
  };

  private RatingsTopology() {}

  /**
   * What each actor's history says of its owner.
   *
   * @param interactions rows in the table's columns; of each actor all or none
   * @return rows of {@link EvidenceRow}
   */
  static Dataset<Row> evidence(Dataset<Row> interactions, ParametersOfDatabases parameters) {
    return InteractionRows.of(interactions)
        .repartition(col(InteractionsTable.ACTOR_HASH))
        .sortWithinPartitions(col(InteractionsTable.ACTOR_HASH))
        .mapPartitions(new ActorEvidence(parameters), Encoders.row(EvidenceRow.SCHEMA));
  }

  /**
   * Each user's rating of each item, sorted by database, user and item.
   *
   * @param evidence rows of {@link EvidenceRow}
   * @return rows of {@link RatedItem}
   */
  static Dataset<Row> rated(Dataset<Row> evidence, ParametersOfDatabases parameters) {
    MapPartitionsFunction<Row, Row> rate = rows -> new ItemRatings(rows, parameters);
    return evidence
        .repartitionByRange(BY_ITEM[0], BY_ITEM[1])
        .sortWithinPartitions(
            BY_ITEM[0], BY_ITEM[1], BY_ITEM[2], col(EvidenceRow.LAST), col(EvidenceRow.SUM))
        .mapPartitions(rate, Encoders.row(RatedItem.SCHEMA));
  }

  /** Rows of {@link RatingsTable}: the ratings that count. */
  static Dataset<Row> shown(Dataset<Row> rated) {
    return rated.select(
        col(RatedItem.DATABASE).as(RatingsTable.DATABASE),
        col(RatedItem.USER).as(RatingsTable.USER_ID),
        col(RatedItem.ITEM).as(RatingsTable.ITEM_ID),
        col(RatedItem.EFFECTIVE).as(RatingsTable.RATING),
        col(RatedItem.EFFECTIVE_AT).as(RatingsTable.RATED_AT),
        col(RatedItem.GIVEN).isNotNull().as(RatingsTable.GIVEN));
  }
}

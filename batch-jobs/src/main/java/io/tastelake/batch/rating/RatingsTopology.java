package io.tastelake.batch.rating;

import static org.apache.spark.sql.functions.coalesce;
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
    col(ItemEvidence.DATABASE), col(ItemEvidence.USER), col(ItemEvidence.ITEM),
  };

  private RatingsTopology() {}

  /**
   * What each actor's history says of its owner.
   *
   * @param interactions rows in the table's columns; of each actor all or none
   * @return rows of {@link ItemEvidence}
   */
  static Dataset<Row> evidence(Dataset<Row> interactions, ParametersOfDatabases parameters) {
    return InteractionRows.of(interactions)
        .repartition(col(InteractionsTable.ACTOR_HASH))
        .sortWithinPartitions(col(InteractionsTable.ACTOR_HASH))
        .mapPartitions(new ActorEvidence(parameters), Encoders.row(ItemEvidence.SCHEMA));
  }

  /**
   * Each user's rating of each item, sorted by database, user and item.
   *
   * @param evidence rows of {@link ItemEvidence}
   * @return rows of {@link RatedItem}
   */
  static Dataset<Row> rated(Dataset<Row> evidence, ParametersOfDatabases parameters) {
    MapPartitionsFunction<Row, Row> rate = rows -> new ItemRatings(rows, parameters);
    return evidence
        .repartitionByRange(BY_ITEM[0], BY_ITEM[1])
        .sortWithinPartitions(
            BY_ITEM[0], BY_ITEM[1], BY_ITEM[2], col(ItemEvidence.LAST), col(ItemEvidence.SUM))
        .mapPartitions(rate, Encoders.row(RatedItem.SCHEMA));
  }

  /** Rows of {@link RatingsTable}: given ratings in place of inferred ones. */
  static Dataset<Row> shown(Dataset<Row> rated) {
    Column given = col(RatedItem.GIVEN);
    return rated.select(
        col(RatedItem.DATABASE).as(RatingsTable.DATABASE),
        col(RatedItem.USER).as(RatingsTable.USER_ID),
        col(RatedItem.ITEM).as(RatingsTable.ITEM_ID),
        coalesce(given, col(RatedItem.INFERRED)).as(RatingsTable.RATING),
        coalesce(col(RatedItem.GIVEN_AT), col(RatedItem.INFERRED_FROM)).as(RatingsTable.RATED_AT),
        given.isNotNull().as(RatingsTable.GIVEN));
  }
}

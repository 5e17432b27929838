package io.tastelake.batch.compaction;

import static org.apache.spark.sql.functions.col;

import io.tastelake.batch.interaction.InteractionRows;
import io.tastelake.contracts.lake.InteractionsTable;
import io.tastelake.domain.interaction.ActorHistory.Reach;
import java.util.Map;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;

/** The rows of some segments as those of one: each actor's joined, sorted within each file. */
final class CompactTopology {

  /** {@link io.tastelake.contracts.lake.RowOrder}, where equal hashes imply equal kinds. */
  private static final Column[] ORDER = {
    col(InteractionsTable.SEGMENT),
    col(InteractionsTable.ACTOR_HASH),
    col(InteractionsTable.ACTOR_ID),
    col(InteractionsTable.DATABASE),
    col(InteractionsTable.LOG_OFFSET)
  };

  private CompactTopology() {}

  /**
   * @param rows all rows of the segments, in the table's columns
   * @param segment the new segment's name
   * @param reach whether no older rows remain elsewhere
   * @param retriesUntil by log partition, as {@link
   *     io.tastelake.domain.interaction.ActorHistory#compacted} takes it
   * @param files into how many ranges of actors to divide the rows
   */
  static Dataset<Row> compacted(
      Dataset<Row> rows, String segment, Reach reach, Map<Integer, Long> retriesUntil, int files) {
    MapPartitionsFunction<Row, Row> join =
        partition -> new JoinedRows(partition, segment, reach, retriesUntil);
    return ranged(InteractionRows.of(rows), files)
        .sortWithinPartitions(col(InteractionsTable.ACTOR_HASH))
        .mapPartitions(join, Encoders.row(InteractionRows.SCHEMA))
        .sortWithinPartitions(ORDER);
  }

  private static Dataset<Row> ranged(Dataset<Row> rows, int files) {
    return files == 1
        ? rows.repartition(1)
        : rows.repartitionByRange(files, col(InteractionsTable.ACTOR_HASH));
  }
}

package io.tastelake.lake.table;

import io.delta.kernel.expressions.Column;
import io.delta.kernel.expressions.Literal;
import io.delta.kernel.internal.actions.AddFile;
import io.delta.kernel.internal.actions.DeletionVectorDescriptor;
import io.delta.kernel.statistics.DataFileStatistics;
import io.tastelake.contracts.lake.InteractionsTable;
import io.tastelake.domain.interaction.Operation;
import io.tastelake.lake.file.HashRange;
import io.tastelake.lake.file.StoredFile;
import io.tastelake.lake.file.TableFolder;
import io.tastelake.lake.table.LakeSnapshot.TimeWindow;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.fs.Path;

/**
 * A file that belongs to a version, with what the log says of it. Statistics that the log lacks are
 * as wide as can be, so that nothing is skipped for want of them.
 *
 * @param path as the log spells it
 * @param deleted the rows of it that are deleted, if any
 * @param rows how many rows are left
 */
record LiveFile(
    String path,
    StoredFile stored,
    Optional<DeletionVectorDescriptor> deleted,
    long rows,
    long minHash,
    long maxHash,
    boolean recordsOnly,
    double minTimestamp,
    double maxTimestamp) {

  private static final Column HASH = new Column(InteractionsTable.ACTOR_HASH);
  private static final Column OPERATION = new Column(InteractionsTable.OPERATION);
  private static final Column TIMESTAMP = new Column(InteractionsTable.TIMESTAMP);

  static LiveFile of(AddFile add, TableFolder folder) {
    Optional<DataFileStatistics> statistics = add.getStats(TableSchema.STATISTICS);
    Map<Column, Literal> min = statistics.map(DataFileStatistics::getMinValues).orElse(Map.of());
    Map<Column, Literal> max = statistics.map(DataFileStatistics::getMaxValues).orElse(Map.of());
    boolean recordsOnly = isRecord(min.get(OPERATION)) && isRecord(max.get(OPERATION));
    long written =
        statistics
            .map(DataFileStatistics::getNumRecords)
            .orElseThrow(
                () ->
                    new IllegalStateException(
                        "The file "
                            + add.getPath()
                            + " has no row count in the log: rewrite it with statistics on"
                            + " (spark.databricks.delta.stats.collect)."));
    return new LiveFile(
        add.getPath(),
        new StoredFile(location(add.getPath(), folder), add.getSize()),
        add.getDeletionVector(),
        written - add.getDeletionVector().map(DeletionVectorDescriptor::getCardinality).orElse(0L),
        number(min.get(HASH), Long.MIN_VALUE).longValue(),
        number(max.get(HASH), Long.MAX_VALUE).longValue(),
        recordsOnly,
        number(min.get(TIMESTAMP), Double.NEGATIVE_INFINITY).doubleValue(),
        number(max.get(TIMESTAMP), Double.POSITIVE_INFINITY).doubleValue());
  }

  /** Where its rows lie. */
  HashRange hashes() {
    return new HashRange(minHash, maxHash);
  }

  /** Whether it may hold a row whose hash lies in {@code range}. */
  boolean meets(HashRange range) {
    return range.meets(minHash, maxHash);
  }

  /** Whether a timestamp in it may lie in {@code window}. */
  boolean meets(TimeWindow window) {
    return maxTimestamp >= window.start() && minTimestamp < window.end();
  }

  private static String location(String path, TableFolder folder) {
    Path decoded = new Path(URI.create(path));
    return decoded.isAbsolute() ? decoded.toString() : folder.locationOf(decoded.toString());
  }

  private static boolean isRecord(Literal operation) {
    return operation != null && Operation.RECORD.name().equals(operation.getValue());
  }

  private static Number number(Literal literal, Number unknown) {
    return literal == null || literal.getValue() == null ? unknown : (Number) literal.getValue();
  }
}

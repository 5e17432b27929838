package io.tastelake.batch.compaction;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;

import io.tastelake.batch.interaction.InteractionRows;
import io.tastelake.batch.maintenance.HeldLock;
import io.tastelake.batch.progress.Progress;
import io.tastelake.contracts.lake.InteractionsTable;
import io.tastelake.contracts.log.MicrosecondClock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Carries out moves, each as one commit that changes no data: the stream may append meanwhile,
 * since Delta reads and replaces the files of one version alone.
 */
public final class Compactor {

  private final SparkSession spark;
  private final CompactConfig config;
  private final String table;
  private final Progress progress;

  public Compactor(SparkSession spark, CompactConfig config, Progress progress) {
    this.spark = spark;
    this.config = config;
    this.table = config.table();
    this.progress = progress;
  }

  /** How many moves there were, and how many rows they wrote. */
  public record Moved(int moves, long rows) {

    static final Moved NOTHING = new Moved(0, 0);

    Moved plus(Moved other) {
      return new Moved(moves + other.moves, rows + other.rows);
    }
  }

  /** What is due now: {@code fresh} once, then every level that is full. */
  public Moved round(HeldLock held) {
    Contents contents = Contents.of(spark, table);
    Moved moved = Moved.NOTHING;
    Optional<Move> due = Move.ofFresh(contents.segments(), contents.version());
    while (due.isPresent()) {
      carryOut(due.get(), of(due.get().sources()), held);
      contents = Contents.of(spark, table);
      moved = moved.plus(new Moved(1, contents.rows(due.get().target())));
      due = Move.ofFullLevel(contents.segments(), contents.version());
    }
    return moved;
  }

  /** All settled segments and {@code lacked}, rows of their ranges, as one segment. */
  public void mend(Dataset<Row> lacked, HeldLock held) {
    Contents contents = Contents.of(spark, table);
    Move move = Move.ofSettled(contents.segments(), contents.version());
    carryOut(move, InteractionRows.of(of(move.sources())).union(lacked), held);
  }

  private void carryOut(Move move, Dataset<Row> rows, HeldLock held) {
    Extent extent = extent(rows, config);
    int files = Math.toIntExact(1 + (extent.rows() - 1) / config.rowsPerFile());
    Dataset<Row> compacted =
        CompactTopology.compacted(
            rows, move.target().name(), move.reach(), extent.retriesUntil(), files);
    String stage = "segment " + move.target().name();
    progress.writing(spark, stage, extent.rows(), () -> replace(move, compacted, held));
  }

  private Move replace(Move move, Dataset<Row> rows, HeldLock held) {
    held.require();
    rows.write()
        .format("delta")
        .mode("overwrite")
        .option("replaceWhere", move.predicate())
        .option("dataChange", "false")
        .save(table);
    return move;
  }

  /** How many rows there are, and until when their retries lie among them or before them. */
  private record Extent(long rows, Map<Integer, Long> retriesUntil) {}

  private static Extent extent(Dataset<Row> of, CompactConfig config) {
    long rows = 0;
    Map<Integer, Long> retriesUntil = new HashMap<>();
    List<Row> partitions =
        of.groupBy(col(InteractionsTable.LOG_PARTITION))
            .agg(count(lit(1)), max(col(InteractionsTable.ACCEPTED_AT)))
            .collectAsList();
    for (Row partition : partitions) {
      rows += partition.getLong(1);
      Instant last = partition.getAs(2);
      retriesUntil.put(
          partition.getInt(0), MicrosecondClock.micros(last.minus(config.retryWindow())));
    }
    return new Extent(rows, retriesUntil);
  }

  private Dataset<Row> of(List<Segment> segments) {
    return spark
        .read()
        .format("delta")
        .load(table)
        .where(col(InteractionsTable.SEGMENT).isin(segments.stream().map(Segment::name).toArray()));
  }
}

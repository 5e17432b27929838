package io.tastelake.batch.compaction;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;

import io.tastelake.contracts.lake.InteractionsTable;
import io.tastelake.contracts.log.MicrosecondClock;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.delta.DeltaLog;
import org.apache.spark.sql.delta.Snapshot;

/**
 * Carries out moves, each as one commit that changes no data: the stream may append meanwhile,
 * since Delta reads and replaces the files of one version alone.
 */
final class Compactor {

  private final SparkSession spark;
  private final CompactConfig config;
  private final String table;

  Compactor(SparkSession spark, CompactConfig config) {
    this.spark = spark;
    this.config = config;
    this.table = config.table();
  }

  /** What moves did: rows that were read, rows that are left of them, and the newest segment. */
  record Moved(int moves, long rowsRead, long rowsWritten) {

    static final Moved NOTHING = new Moved(0, 0, 0);

    Moved plus(Moved other) {
      return new Moved(
          moves + other.moves, rowsRead + other.rowsRead, rowsWritten + other.rowsWritten);
    }
  }

  /** What is due now: {@code fresh} once, then every level that is full. */
  Moved round() {
    Snapshot snapshot = snapshot();
    Moved moved =
        Move.ofFresh(segments(snapshot), snapshot.version())
            .map(this::carriedOut)
            .orElse(Moved.NOTHING);
    for (Optional<Move> full = fullLevel(); full.isPresent(); full = fullLevel()) {
      moved = moved.plus(carriedOut(full.get()));
    }
    return moved;
  }

  private Optional<Move> fullLevel() {
    Snapshot snapshot = snapshot();
    return Move.ofFullLevel(segments(snapshot), snapshot.version());
  }

  private Moved carriedOut(Move move) {
    Extent extent = extent(move);
    int files = Math.toIntExact(1 + (extent.rows() - 1) / config.rowsPerFile());
    CompactTopology.compacted(
            of(move.sources()), move.target().name(), move.reach(), extent.retriesUntil(), files)
        .write()
        .format("delta")
        .mode("overwrite")
        .option("replaceWhere", move.predicate())
        .option("dataChange", "false")
        .save(table);
    return new Moved(1, extent.rows(), of(List.of(move.target())).count());
  }

  /** How many rows there are, and until when their retries lie among them or before them. */
  private record Extent(long rows, Map<Integer, Long> retriesUntil) {}

  private Extent extent(Move move) {
    long rows = 0;
    Map<Integer, Long> retriesUntil = new HashMap<>();
    List<Row> partitions =
        of(move.sources())
            .groupBy(col(InteractionsTable.LOG_PARTITION))
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

  private Dataset<Row> of(Collection<Segment> segments) {
    return rows()
        .where(col(InteractionsTable.SEGMENT).isin(segments.stream().map(Segment::name).toArray()));
  }

  private Snapshot snapshot() {
    Snapshot snapshot = DeltaLog.forTableWithSnapshot(spark, table)._2();
    if (snapshot.version() < 0) {
      throw new IllegalArgumentException(
          "There is no lake at "
              + config.lake()
              + ": the table is missing. The ingest job or ./tastelake up creates it; or the path is"
              + " wrong.");
    }
    return snapshot;
  }

  private static List<Segment> segments(Snapshot snapshot) {
    return snapshot
        .allFiles()
        .toDF()
        .select(col("partitionValues").getItem(InteractionsTable.SEGMENT))
        .distinct()
        .as(Encoders.STRING())
        .collectAsList()
        .stream()
        .map(Segment::parse)
        .toList();
  }

  private Dataset<Row> rows() {
    return spark.read().format("delta").load(table);
  }
}

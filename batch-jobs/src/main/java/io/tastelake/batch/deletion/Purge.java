package io.tastelake.batch.deletion;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;

import io.tastelake.batch.maintenance.HeldLock;
import io.tastelake.batch.progress.Progress;
import io.tastelake.contracts.lake.InteractionsTable;
import io.tastelake.domain.identity.Actor;
import io.tastelake.domain.identity.DatabaseId;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.delta.DeltaLog;
import org.apache.spark.sql.delta.Snapshot;
import org.apache.spark.storage.StorageLevel;
import scala.Tuple2;

/**
 * Removes rows of forgotten actors from the settled files of {@code interactions}. One version is
 * read once: the rows of these actors are kept for all that is asked of them.
 */
final class Purge implements AutoCloseable {

  private static final String FILE = "file";

  private static final Column[] ACTOR = {
    col(InteractionsTable.DATABASE),
    col(InteractionsTable.ACTOR_KIND),
    col(InteractionsTable.ACTOR_ID)
  };

  /** The columns that are read. */
  private static final Column[] ASKED = {
    col(InteractionsTable.SEGMENT),
    col(InteractionsTable.DATABASE),
    col(InteractionsTable.ACTOR_KIND),
    col(InteractionsTable.ACTOR_ID),
    col(InteractionsTable.LOG_PARTITION),
    col(InteractionsTable.LOG_OFFSET),
    col(InteractionsTable.INTERACTION_ID),
    col(InteractionsTable.OPERATION),
    col(InteractionsTable.ACCEPTED_AT),
    col(FILE)
  };

  /** Of whom something was found. */
  record Who(DatabaseId database, Actor actor) {

    static Who of(Row row) {
      return new Who(
          new DatabaseId(row.getString(0)),
          new Actor(Actor.Kind.valueOf(row.getString(1)), row.getString(2)));
    }

    static Who of(Forgotten actor) {
      return new Who(actor.database(), actor.actor());
    }
  }

  /**
   * What was found of one actor.
   *
   * @param rows to go, or to be emptied
   * @param files names of the files that hold them
   */
  record Found(long rows, Set<String> files) {

    Found plus(Found other) {
      Set<String> all = new HashSet<>(files);
      all.addAll(other.files);
      return new Found(rows + other.rows, all);
    }
  }

  /**
   * What stays of an actor for a while.
   *
   * @param rows without content
   * @param newest when the last of them was accepted
   */
  record Tombstones(long rows, Instant newest) {}

  private final SparkSession spark;
  private final String table;
  private final DeltaLog log;
  private final Snapshot snapshot;
  private final ForgetTopology topology;
  private final HeldLock held;
  private final Dataset<Row> theirs;
  private final Dataset<Row> retried;

  /** Works on one version of {@code table}: the newest. */
  static Purge of(SparkSession spark, String table, ForgetTopology topology, HeldLock held) {
    return new Purge(
        spark, table, topology, held, theirs -> ForgetTopology.retried(settled(theirs)));
  }

  private Purge(
      SparkSession spark,
      String table,
      ForgetTopology topology,
      HeldLock held,
      UnaryOperator<Dataset<Row>> retried) {
    Tuple2<DeltaLog, Snapshot> newest = DeltaLog.forTableWithSnapshot(spark, table);
    this.spark = spark;
    this.table = table;
    this.log = newest._1();
    this.snapshot = newest._2();
    this.topology = topology;
    this.held = held;
    this.theirs = topology.theirs(rows()).persist(StorageLevel.MEMORY_AND_DISK());
    this.retried = retried.apply(theirs);
  }

  /** The newest version again; it remembers what was retried in this one. */
  Purge afterwards() {
    return new Purge(spark, table, topology, held, theirs -> retried);
  }

  /** What is to be removed, by actor. */
  Map<Who, Found> found(Progress progress) {
    Dataset<Row> counted =
        ForgetTopology.touched(settled(theirs), retried)
            .groupBy(ACTOR[0], ACTOR[1], ACTOR[2], col(FILE))
            .agg(count(lit(1)));
    Map<Who, Found> found = new HashMap<>();
    for (Row row :
        progress.reading(spark, "looking for forgotten rows", 0, counted::collectAsList)) {
      found.merge(Who.of(row), new Found(row.getLong(4), Set.of(row.getString(3))), Found::plus);
    }
    return found;
  }

  /** Rewrites the files that hold it. */
  void remove(Found found, Progress progress) {
    if (!found.files().isEmpty()) {
      progress.writing(spark, "rewriting files", 0, () -> rewritten(found));
    }
  }

  private Found rewritten(Found found) {
    new Rewrite(spark, log, snapshot, held)
        .files(found.files(), rows -> topology.left(rows, retried));
    return found;
  }

  /** What stays of each actor until no retry can arrive any more. */
  Map<Who, Tombstones> tombstones() {
    Map<Who, Tombstones> tombstones = new HashMap<>();
    for (Row row :
        ForgetTopology.tombstones(settled(theirs), retried)
            .groupBy(ACTOR)
            .agg(count(lit(1)), max(col(InteractionsTable.ACCEPTED_AT)))
            .collectAsList()) {
      tombstones.put(Who.of(row), new Tombstones(row.getLong(3), row.getAs(4)));
    }
    return tombstones;
  }

  /** The actors with rows from after their FORGET, in any segment. */
  Set<Who> cameBack() {
    Set<Who> back = new HashSet<>();
    for (Row row : ForgetTopology.later(theirs, retried).select(ACTOR).distinct().collectAsList()) {
      back.add(Who.of(row));
    }
    return back;
  }

  private static Dataset<Row> settled(Dataset<Row> rows) {
    return rows.where(col(InteractionsTable.SEGMENT).notEqual(InteractionsTable.FRESH));
  }

  private Dataset<Row> rows() {
    return spark
        .read()
        .format("delta")
        .option("versionAsOf", snapshot.version())
        .load(table)
        .withColumn(FILE, col("_metadata.file_name"))
        .select(ASKED);
  }

  @Override
  public void close() {
    theirs.unpersist();
  }
}

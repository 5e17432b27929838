package io.tastelake.batch.deletion;

import io.tastelake.batch.maintenance.HeldLock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.delta.DeltaLog;
import org.apache.spark.sql.delta.DeltaOperations;
import org.apache.spark.sql.delta.OptimisticTransaction;
import org.apache.spark.sql.delta.Snapshot;
import org.apache.spark.sql.delta.actions.Action;
import org.apache.spark.sql.delta.actions.AddFile;
import org.apache.spark.sql.delta.actions.FileAction;
import scala.Option;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Replaces single files of a table, each by one with fewer rows, in one commit that changes no
 * data: what goes was hidden already, so, as with a move of compaction, the stream may append
 * meanwhile. Each file keeps its place in its segment, and its order.
 */
final class Rewrite {

  /**
   * A split may hold a file of any size, and no second one; and a task that may have one file more
   * open than it has writes rows as they come, and does not sort them by segment first.
   */
  private static final Map<String, String> FILE_BY_FILE =
      Map.of(
          "spark.sql.files.maxPartitionBytes", "" + (1L << 40),
          "spark.sql.files.openCostInBytes", "" + (1L << 40),
          "spark.sql.maxConcurrentOutputFileWriters", "2");

  private final SparkSession spark;
  private final DeltaLog log;
  private final Snapshot snapshot;
  private final HeldLock held;

  /** Replaces files of one version. */
  Rewrite(SparkSession spark, DeltaLog log, Snapshot snapshot, HeldLock held) {
    this.spark = spark;
    this.log = log;
    this.snapshot = snapshot;
    this.held = held;
  }

  /**
   * Replaces files, and fails if one of them was replaced meanwhile.
   *
   * @param names file names without folders
   * @param left what to leave of rows
   */
  void files(Set<String> names, UnaryOperator<Dataset<Row>> left) {
    List<AddFile> old =
        snapshot.allFiles().collectAsList().stream()
            .filter(file -> names.contains(name(file.path())))
            .toList();
    OptimisticTransaction transaction =
        log.startTransaction(Option.empty(), Option.apply(snapshot));
    List<Action> actions = new ArrayList<>();
    long now = System.currentTimeMillis();
    old.forEach(file -> actions.add(file.removeWithTimestamp(now, false)));
    Map<String, String> before = set(FILE_BY_FILE);
    try {
      Dataset<Row> rows = log.createDataFrame(snapshot, seq(old), false, Option.<String>empty());
      Seq<FileAction> written = transaction.writeFiles(left.apply(rows));
      CollectionConverters.asJava(written).forEach(file -> actions.add(unchanging(file)));
    } finally {
      set(before);
    }
    held.require();
    transaction.commit(seq(actions), new DeltaOperations.Reorg(seq(List.of()), true));
  }

  /** The last part of a path. */
  static String name(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  private Map<String, String> set(Map<String, String> settings) {
    Map<String, String> before = new TreeMap<>();
    settings.forEach(
        (key, value) -> {
          before.put(key, spark.conf().get(key));
          spark.conf().set(key, value);
        });
    return before;
  }

  private static Action unchanging(FileAction file) {
    return file instanceof AddFile added
        ? AddFile.apply(
            added.path(),
            added.partitionValues(),
            added.size(),
            added.modificationTime(),
            false,
            added.stats(),
            added.tags(),
            added.deletionVector(),
            added.baseRowId(),
            added.defaultRowCommitVersion(),
            added.clusteringProvider(),
            added.backReference(),
            added.amtPassthrough())
        : file;
  }

  private static <T> Seq<T> seq(List<T> list) {
    return CollectionConverters.asScala(list).toSeq();
  }
}

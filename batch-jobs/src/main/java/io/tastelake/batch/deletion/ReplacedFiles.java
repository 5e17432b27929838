package io.tastelake.batch.deletion;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.delta.DeltaLog;
import org.apache.spark.sql.delta.Snapshot;

/** Files in a table's folder that its newest version does not hold: what VACUUM will delete. */
final class ReplacedFiles {

  private final SparkSession spark;
  private final Path table;

  ReplacedFiles(SparkSession spark, String table) {
    this.spark = spark;
    this.table = new Path(table);
  }

  /** When the oldest of them was written; empty if there are none. */
  Optional<Instant> oldest() {
    try {
      FileSystem files = table.getFileSystem(spark.sparkContext().hadoopConfiguration());
      return files.exists(table) ? oldest(files) : Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException("The files of " + table + " cannot be listed", e);
    }
  }

  private Optional<Instant> oldest(FileSystem files) throws IOException {
    Set<Path> live = live(files);
    long oldest = Long.MAX_VALUE;
    RemoteIterator<LocatedFileStatus> all = files.listFiles(table, true);
    while (all.hasNext()) {
      LocatedFileStatus file = all.next();
      if (!isLog(file.getPath()) && !live.contains(file.getPath())) {
        oldest = Math.min(oldest, file.getModificationTime());
      }
    }
    return oldest == Long.MAX_VALUE ? Optional.empty() : Optional.of(Instant.ofEpochMilli(oldest));
  }

  private Set<Path> live(FileSystem files) {
    Snapshot snapshot = DeltaLog.forTableWithSnapshot(spark, table.toString())._2();
    return snapshot.allFiles().collectAsList().stream()
        .map(file -> files.makeQualified(new Path(table, new Path(file.pathAsUri()))))
        .collect(Collectors.toSet());
  }

  private static boolean isLog(Path file) {
    for (Path folder = file.getParent(); folder != null; folder = folder.getParent()) {
      if (folder.getName().equals("_delta_log")) {
        return true;
      }
    }
    return false;
  }
}

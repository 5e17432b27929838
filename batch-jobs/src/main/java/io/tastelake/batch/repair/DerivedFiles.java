package io.tastelake.batch.repair;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.tastelake.batch.maintenance.HeldLock;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.delta.DeltaLog;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The files of a Delta log that follow from its commits: checkpoints, checksums, and the hint at
 * the last checkpoint. After a commit was replaced they tell of what is there no more, and readers
 * believe them.
 *
 * <p>Each is held against the commits, from version 0 on or, where Delta has deleted the oldest,
 * from the first checkpoint on.
 */
final class DerivedFiles {

  private static final Logger LOG = LoggerFactory.getLogger(DerivedFiles.class);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Set<String> USED = Set.of("add", "domainMetadata");
  private static final Pattern NAME =
      Pattern.compile(
          "(\\d{20})\\.(?:(json)|(crc)|(checkpoint(?:\\.\\d{10}\\.\\d{10})?\\.parquet))");

  private final SparkSession spark;
  private final String table;
  private final Path folder;
  private final TreeMap<Long, Path> commits = new TreeMap<>();
  private final TreeMap<Long, Path> checksums = new TreeMap<>();
  private final TreeMap<Long, List<Path>> checkpoints = new TreeMap<>();

  DerivedFiles(SparkSession spark, String table) {
    this.spark = spark;
    this.table = table;
    this.folder = new Path(table, "_delta_log");
  }

  /** Deletes those that say anything else than the commits do; returns their names. */
  List<String> discardStale(HeldLock held) {
    try {
      FileSystem files = folder.getFileSystem(spark.sparkContext().hadoopConfiguration());
      if (!files.exists(folder)) {
        return List.of();
      }
      list(files);
      List<Path> stale = stale(files);
      if (stale.isEmpty()) {
        return List.of();
      }
      held.require();
      stale.add(new Path(folder, "_last_checkpoint"));
      List<String> deleted = new ArrayList<>();
      for (Path file : stale) {
        if (files.delete(file, false)) {
          deleted.add(file.getName());
        }
      }
      DeltaLog.clearCache();
      return deleted;
    } catch (IOException e) {
      throw new UncheckedIOException("The log of " + table + " cannot be repaired", e);
    }
  }

  private void list(FileSystem files) throws IOException {
    for (FileStatus file : files.listStatus(folder)) {
      Matcher name = NAME.matcher(file.getPath().getName());
      if (name.matches()) {
        long version = Long.parseLong(name.group(1));
        if (name.group(2) != null) {
          commits.put(version, file.getPath());
        } else if (name.group(3) != null) {
          checksums.put(version, file.getPath());
        } else {
          checkpoints.computeIfAbsent(version, each -> new ArrayList<>()).add(file.getPath());
        }
      }
    }
  }

  private List<Path> stale(FileSystem files) throws IOException {
    List<Path> stale = new ArrayList<>();
    LogState state = new LogState();
    long version = -1;
    if (!commits.containsKey(0L)) {
      if (checkpoints.isEmpty()) {
        return stale;
      }
      version = checkpoints.firstKey();
      state = checkpoint(version);
      LOG.info("The log of {} begins with checkpoint {}, which is taken as it is.", table, version);
    }
    for (version++; commits.containsKey(version); version++) {
      for (String line : lines(files, commits.get(version))) {
        state.apply(JSON.readTree(line));
      }
      if (checkpoints.containsKey(version) && !checkpoint(version).equals(state)) {
        stale.addAll(checkpoints.get(version));
      }
      if (checksums.containsKey(version)
          && !state.agreesWith(
              JSON.readTree(String.join("\n", lines(files, checksums.get(version)))))) {
        stale.add(checksums.get(version));
      }
    }
    return stale;
  }

  private LogState checkpoint(long version) throws IOException {
    LogState state = new LogState();
    Dataset<Row> read =
        spark
            .read()
            .parquet(checkpoints.get(version).stream().map(Path::toString).toArray(String[]::new));
    Column[] columns =
        Stream.of(read.columns()).filter(USED::contains).map(read::col).toArray(Column[]::new);
    Iterator<String> rows = read.select(columns).toJSON().toLocalIterator();
    while (rows.hasNext()) {
      state.apply(JSON.readTree(rows.next()));
    }
    return state;
  }

  private static List<String> lines(FileSystem files, Path file) throws IOException {
    try (BufferedReader text = new BufferedReader(new InputStreamReader(files.open(file), UTF_8))) {
      return text.lines().filter(line -> !line.isBlank()).toList();
    }
  }
}

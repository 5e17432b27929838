package io.tastelake.batch.parity;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import io.tastelake.batch.interaction.InteractionRows;
import io.tastelake.batch.interaction.LakeVersion;
import io.tastelake.contracts.lake.InteractionsTable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * The rows of the table {@code interactions} that tell what was known at each moment since one: the
 * version of that moment, and what the stream has appended since. Newer versions would not do:
 * compaction joins an amendment with what it amends, and drops what is retracted.
 *
 * <p>Files that were replaced since are read, so the moment must not be longer ago than VACUUM
 * leaves them.
 */
final class PastRows {

  private static final Pattern COMMIT = Pattern.compile("(\\d{20})\\.json");
  private static final StructType ACTION =
      StructType.fromDDL("add STRUCT<path: STRING, partitionValues: MAP<STRING, STRING>>");

  private final SparkSession spark;
  private final String table;

  PastRows(SparkSession spark, LakeVersion newest) {
    this.spark = spark;
    this.table = newest.table();
  }

  /** Rows of {@link InteractionRows#of}: of each actor all until {@code newest}, maybe twice. */
  static Dataset<Row> since(Instant moment, LakeVersion newest, SparkSession spark) {
    PastRows past = new PastRows(spark, newest);
    NavigableMap<Long, FileStatus> commits = past.commits(newest.version());
    long version = version(moment, commits);
    Dataset<Row> then =
        spark.read().format("delta").option("versionAsOf", version).load(newest.table());
    List<String> appended = past.appended(commits.tailMap(version, false));
    return appended.isEmpty()
        ? InteractionRows.of(then)
        : InteractionRows.of(then).union(past.read(appended));
  }

  /** The last version before the moment; the first if the table is younger. */
  private static long version(Instant moment, NavigableMap<Long, FileStatus> commits) {
    long version = commits.firstKey();
    for (Map.Entry<Long, FileStatus> commit : commits.entrySet()) {
      if (commit.getValue().getModificationTime() <= moment.toEpochMilli()) {
        version = commit.getKey();
      }
    }
    return version;
  }

  private NavigableMap<Long, FileStatus> commits(long newest) {
    Path folder = new Path(table, "_delta_log");
    NavigableMap<Long, FileStatus> commits = new TreeMap<>();
    try {
      FileSystem files = folder.getFileSystem(spark.sparkContext().hadoopConfiguration());
      for (FileStatus file : files.listStatus(folder)) {
        Matcher name = COMMIT.matcher(file.getPath().getName());
        if (name.matches() && Long.parseLong(name.group(1)) <= newest) {
          commits.put(Long.valueOf(name.group(1)), file);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("The log of " + table + " cannot be listed", e);
    }
    return commits;
  }

  /** The files that commits added to the segment of the stream, wherever compaction put them. */
  private List<String> appended(Map<Long, FileStatus> commits) {
    if (commits.isEmpty()) {
      return List.of();
    }
    String[] paths =
        commits.values().stream().map(file -> file.getPath().toString()).toArray(String[]::new);
    return spark
        .read()
        .schema(ACTION)
        .json(paths)
        .where(
            col("add.partitionValues")
                .getItem(InteractionsTable.SEGMENT)
                .equalTo(InteractionsTable.FRESH))
        .select(col("add.path"))
        .distinct()
        .as(Encoders.STRING())
        .collectAsList();
  }

  private Dataset<Row> read(List<String> files) {
    String[] paths =
        files.stream()
            .map(file -> new Path(new Path(table), new Path(URI.create(file))).toString())
            .toArray(String[]::new);
    StructType schema =
        new StructType(
            Stream.of(InteractionRows.SCHEMA.fields())
                .filter(field -> !field.name().equals(InteractionsTable.SEGMENT))
                .toArray(StructField[]::new));
    return InteractionRows.of(
        spark
            .read()
            .schema(schema)
            .parquet(paths)
            .withColumn(InteractionsTable.SEGMENT, lit(InteractionsTable.FRESH)));
  }
}

package io.tastelake.batch.parity;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import io.tastelake.batch.interaction.InteractionRows;
import io.tastelake.batch.interaction.LakeVersion;
import io.tastelake.contracts.lake.InteractionsTable;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import java.util.stream.Stream;
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
    long version = past.versionAt(moment, newest.version());
    Dataset<Row> then =
        spark.read().format("delta").option("versionAsOf", version).load(newest.table());
    List<String> appended = past.appended(version + 1, newest.version());
    return appended.isEmpty()
        ? InteractionRows.of(then)
        : InteractionRows.of(then).union(past.read(appended));
  }

  /**
   * The last version before the moment; the first that there is if all are younger. A log of days
   * holds some hundred thousand commits, so it is searched by halves.
   */
  private long versionAt(Instant moment, long newest) {
    long earlier = -1;
    long later = newest + 1;
    while (later - earlier > 1) {
      long middle = (earlier + later) / 2;
      if (committed(middle).filter(moment::isBefore).isPresent()) {
        later = middle;
      } else {
        earlier = middle;
      }
    }
    return committed(earlier).isPresent() ? earlier : later;
  }

  /** When a version was committed; none of a version whose commit has been cleaned up. */
  private Optional<Instant> committed(long version) {
    Path commit = commit(version);
    try {
      FileSystem files = commit.getFileSystem(spark.sparkContext().hadoopConfiguration());
      return Optional.of(Instant.ofEpochMilli(files.getFileStatus(commit).getModificationTime()));
    } catch (FileNotFoundException cleanedUp) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException("The log of " + table + " cannot be read", e);
    }
  }

  private Path commit(long version) {
    return new Path(new Path(table, "_delta_log"), "%020d.json".formatted(version));
  }

  /** The files that commits added to the segment of the stream, wherever compaction put them. */
  private List<String> appended(long first, long last) {
    if (first > last) {
      return List.of();
    }
    String[] paths =
        LongStream.rangeClosed(first, last)
            .mapToObj(version -> commit(version).toString())
            .toArray(String[]::new);
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

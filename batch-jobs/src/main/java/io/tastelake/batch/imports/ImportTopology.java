package io.tastelake.batch.imports;

import io.tastelake.batch.JobFailedException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;

/**
 * Files into the log: each text file by one task, which reads it from its beginning, so that its
 * rows have their numbers; Parquet files by several.
 */
final class ImportTopology {

  private final SparkSession spark;
  private final JavaSparkContext context;
  private final ImportConfig config;
  private final Files files;

  ImportTopology(SparkSession spark, ImportConfig config, Files files) {
    this.spark = spark;
    this.context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    this.config = config;
    this.files = files;
  }

  /**
   * The files that have the columns that are needed.
   *
   * @throws JobFailedException if one has not, unless such files are skipped
   */
  List<SourceFile> suitable(List<SourceFile> sources, BadFiles bad) {
    List<SourceFile> suitable = new ArrayList<>();
    ColumnCheck check = new ColumnCheck(config, files);
    for (SourceFile source : sources) {
      try {
        check.requireIn(source);
        suitable.add(source);
      } catch (IOException e) {
        bad.add(Sources.cut(source, e));
      } catch (UnsuitableFileException e) {
        bad.add(ColumnCheck.unsuitable(source, e));
      }
    }
    return suitable;
  }

  /** Shows the first rows of a file as they would be stored. */
  Tally show(SourceFile source, DryRun dryRun) {
    List<RawRow> first = new ArrayList<>();
    if (source.format() == Format.PARQUET) {
      first.addAll(parquet(source).rows(config.mapping().wanted()).take(DryRun.SHOWN));
    } else {
      try {
        readText(source, row -> first.add(row) && first.size() < DryRun.SHOWN);
      } catch (IOException e) {
        throw Sources.cut(source, e);
      }
    }
    return dryRun.show(source, first.iterator());
  }

  /** Gets rows, and says whether it wants more. */
  @FunctionalInterface
  interface Taker {
    boolean take(RawRow row);
  }

  /**
   * Hands out the rows of a file one after the other.
   *
   * @throws IOException if a text file cannot be read to its end
   */
  void read(SourceFile source, Taker taker) throws IOException {
    if (source.format() == Format.PARQUET) {
      Iterator<RawRow> rows = parquet(source).rows(config.mapping().wanted()).toLocalIterator();
      boolean wanted = true;
      while (wanted && rows.hasNext()) {
        wanted = taker.take(rows.next());
      }
    } else {
      readText(source, taker);
    }
  }

  private void readText(SourceFile source, Taker taker) throws IOException {
    try (InputStream content = files.open(source.uri(), bytes -> {})) {
      Rows rows = ImportTask.rows(source, content, config);
      RawRow row = rows.next();
      while (row != null && taker.take(row)) {
        row = rows.next();
      }
    }
  }

  /**
   * The same files, known by their content.
   *
   * @throws JobFailedException if one cannot be read to its end, unless such files are skipped
   */
  List<SourceFile> namedByContent(List<SourceFile> sources, BadFiles bad) {
    Files storage = files;
    List<SourceFile> named = new ArrayList<>();
    context
        .parallelize(sources, sources.size())
        .map(source -> Examined.of(source, storage))
        .collect()
        .forEach(
            examined -> {
              if (examined.problem() == null) {
                named.add(examined.source());
              } else {
                bad.add(examined.problem());
              }
            });
    return named;
  }

  /**
   * Appends all rows and returns what came of them.
   *
   * @param parts a folder that gets files of rejects; null if they are only counted
   */
  Tally run(List<SourceFile> sources, LogSettings log, String parts, Consumer<String> report) {
    SparkContext spark = context.sc();
    ImportTask task =
        new ImportTask(
            config,
            log,
            files,
            parts,
            spark.longAccumulator(ImportProgress.ROWS),
            spark.longAccumulator(ImportProgress.BYTES));
    long total = sources.stream().mapToLong(SourceFile::size).sum();
    ImportProgress progress = new ImportProgress(total, Clock.systemUTC(), report);
    spark.addSparkListener(progress);
    try {
      return tallies(sources, task).collect().stream().reduce(Tally.NONE, Tally::plus);
    } finally {
      spark.removeSparkListener(progress);
    }
  }

  private JavaRDD<Tally> tallies(List<SourceFile> sources, ImportTask task) {
    List<JavaRDD<Tally>> tallies = new ArrayList<>();
    List<SourceFile> texts =
        sources.stream().filter(source -> source.format() != Format.PARQUET).toList();
    if (!texts.isEmpty()) {
      tallies.add(context.parallelize(texts, texts.size()).map(task::text));
    }
    for (SourceFile source : sources) {
      if (source.format() == Format.PARQUET) {
        tallies.add(parquet(source, task));
      }
    }
    return tallies.stream().reduce(JavaRDD::union).orElseThrow();
  }

  private ParquetSource parquet(SourceFile source) {
    try {
      files.requireAsFound(source);
      return ParquetSource.open(spark, source);
    } catch (IOException e) {
      throw Sources.cut(source, e);
    }
  }

  private JavaRDD<Tally> parquet(SourceFile source, ImportTask task) {
    ParquetSource table = parquet(source);
    double bytesPerRow = source.size() / (double) Math.max(1, table.count());
    return table
        .rows(config.mapping().wanted())
        .mapPartitions(rows -> List.of(task.rows(source, rows, bytesPerRow)).iterator());
  }
}

package io.tastelake.batch.imports;

import io.tastelake.batch.JobFailedException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.util.ArrayList;
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
   * Makes sure that every file has the columns that are needed.
   *
   * @throws JobFailedException if one has not
   */
  void requireColumns(List<SourceFile> sources) {
    for (SourceFile source : sources) {
      try {
        switch (source.format()) {
          case CSV -> requireIn(csvHeader(source));
          case PARQUET -> requireIn(ParquetSource.open(spark, source).header());
          case JSONL -> {} // each of its rows says by itself what it has
        }
      } catch (IOException e) {
        throw Sources.cut(source, e);
      } catch (UnsuitableFileException e) {
        throw new JobFailedException(
            "%s cannot be imported: %s.".formatted(source.uri(), e.getMessage()),
            "Put it right, or change --map; nothing was imported.",
            e);
      }
    }
  }

  private void requireIn(List<String> header) {
    config.mapping().requireIn(header, config.constantFields());
  }

  private List<String> csvHeader(SourceFile source) throws IOException {
    try (InputStream content = files.open(source.uri(), bytes -> {})) {
      return config.text().csv(content).columns();
    }
  }

  /** The same files, known by their content. */
  List<SourceFile> namedByContent(List<SourceFile> sources) {
    Files storage = files;
    return context
        .parallelize(sources, sources.size())
        .map(source -> Sources.namedByContent(source, storage))
        .collect();
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

  private JavaRDD<Tally> parquet(SourceFile source, ImportTask task) {
    ParquetSource table = ParquetSource.open(spark, source);
    double bytesPerRow = source.size() / (double) Math.max(1, table.count());
    return table
        .rows(config.mapping().wanted())
        .mapPartitions(rows -> List.of(task.rows(source, rows, bytesPerRow)).iterator());
  }
}

package io.tastelake.batch.imports;

import io.tastelake.batch.JobFailedException;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/** Whether files have the columns that are needed; reads headers and footers alone. */
final class ColumnCheck {

  private final ImportConfig config;
  private final Files files;

  ColumnCheck(ImportConfig config, Files files) {
    this.config = config;
    this.files = files;
  }

  /**
   * Makes sure of each file, without Spark.
   *
   * @throws JobFailedException if one lacks a column, or cannot be read
   */
  void requireInAll(List<SourceFile> sources) {
    for (SourceFile source : sources) {
      try {
        requireIn(source);
      } catch (IOException e) {
        throw Sources.cut(source, e);
      } catch (UnsuitableFileException e) {
        throw unsuitable(source, e);
      }
    }
  }

  /**
   * Makes sure of one file.
   *
   * @throws UnsuitableFileException if it lacks a column; the message continues one about the file
   */
  void requireIn(SourceFile source) throws IOException {
    switch (source.format()) {
      case PARQUET -> requireIn(ParquetFooter.of(source, files).header());
      case CSV -> {
        try (InputStream content = files.open(source.uri(), bytes -> {})) {
          requireIn(config.text().csv(content).columns());
        }
      }
      case JSONL -> // each line says by itself what it has
          files.open(source.uri(), bytes -> {}).close();
    }
  }

  private void requireIn(List<String> header) {
    config.mapping().requireIn(header, config.constantFields());
  }

  static JobFailedException unsuitable(SourceFile source, UnsuitableFileException e) {
    return new JobFailedException(
        "%s cannot be imported: %s.".formatted(source.uri(), e.getMessage()),
        "Put it right, or change --map; nothing was imported.",
        e);
  }
}

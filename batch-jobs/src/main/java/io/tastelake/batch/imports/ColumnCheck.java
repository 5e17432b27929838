package io.tastelake.batch.imports;

import io.tastelake.batch.JobFailedException;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/** Whether text files have the columns that interactions need; looks at their beginning alone. */
final class ColumnCheck {

  private final ImportConfig config;
  private final Files files;

  ColumnCheck(ImportConfig config, Files files) {
    this.config = config;
    this.files = files;
  }

  /**
   * Makes sure that it can be told of each text file, without Spark, that it may be imported.
   *
   * @throws JobFailedException if one lacks a column, or cannot be read
   */
  void requireInTexts(List<SourceFile> sources) {
    for (SourceFile source : sources) {
      try {
        if (source.format() != Format.PARQUET) {
          requireIn(source);
        }
      } catch (IOException e) {
        throw Sources.cut(source, e);
      } catch (UnsuitableFileException e) {
        throw unsuitable(source, e);
      }
    }
  }

  /**
   * Makes sure of one text file.
   *
   * @throws UnsuitableFileException if it lacks a column; the message continues one about the file
   */
  void requireIn(SourceFile source) throws IOException {
    try (InputStream content = files.open(source.uri(), bytes -> {})) {
      if (source.format() == Format.CSV) { // of JSON lines each says by itself what it has
        requireIn(config.text().csv(content).columns());
      }
    }
  }

  void requireIn(List<String> header) {
    config.mapping().requireIn(header, config.constantFields());
  }

  static JobFailedException unsuitable(SourceFile source, UnsuitableFileException e) {
    return new JobFailedException(
        "%s cannot be imported: %s.".formatted(source.uri(), e.getMessage()),
        "Put it right, or change --map; nothing was imported.",
        e);
  }
}

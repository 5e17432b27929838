package io.tastelake.standalone.demo;

import io.tastelake.contracts.csv.CsvDialect;
import io.tastelake.contracts.csv.CsvReader;
import io.tastelake.contracts.csv.CsvRow;
import io.tastelake.contracts.csv.Lines;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** An open CSV file with a header, in UTF-8. */
record CsvFile(InputStream bytes, CsvReader reader) implements AutoCloseable {

  /**
   * Opens {@code file} and reads its header.
   *
   * @throws io.tastelake.contracts.csv.CsvHeaderException if it has none
   */
  static CsvFile open(Path file) {
    InputStream bytes = null;
    try {
      bytes = Files.newInputStream(file);
      Lines lines = new Lines(bytes, StandardCharsets.UTF_8);
      return new CsvFile(bytes, CsvReader.withHeader(lines, CsvDialect.RFC_4180));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (RuntimeException e) {
      close(bytes);
      throw e;
    }
  }

  List<String> columns() {
    return reader.columns();
  }

  /** All rows from here on. */
  Stream<CsvRow> rows() {
    return Stream.generate(this::next).takeWhile(Objects::nonNull);
  }

  private CsvRow next() {
    try {
      return reader.next();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    close(bytes);
  }

  private static void close(InputStream bytes) {
    try {
      bytes.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

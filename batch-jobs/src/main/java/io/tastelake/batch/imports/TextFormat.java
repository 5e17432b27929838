package io.tastelake.batch.imports;

import io.tastelake.contracts.csv.CsvDialect;
import io.tastelake.contracts.csv.CsvHeaderException;
import io.tastelake.contracts.csv.CsvReader;
import io.tastelake.contracts.csv.Lines;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * How text files are written.
 *
 * @param columns of CSV without a header; null if its first line names them
 * @param encoding of all text, as {@link Charset#forName} knows it
 */
record TextFormat(CsvDialect dialect, List<String> columns, String encoding)
    implements Serializable {

  static final TextFormat DEFAULT =
      new TextFormat(CsvDialect.RFC_4180, null, StandardCharsets.UTF_8.name());

  Lines lines(InputStream content) {
    return new Lines(content, Charset.forName(encoding));
  }

  /**
   * Reads CSV.
   *
   * @throws UnsuitableFileException if its first line names no columns; the message continues one
   *     about the file
   */
  CsvReader csv(InputStream content) throws IOException {
    try {
      return columns == null
          ? CsvReader.withHeader(lines(content), dialect)
          : CsvReader.withoutHeader(lines(content), dialect, columns);
    } catch (CsvHeaderException e) {
      throw new UnsuitableFileException(e.getMessage() + remedy(e.getMessage()), e);
    }
  }

  private static String remedy(String problem) {
    return problem.contains(" valid ")
        ? ": name its encoding with --encoding"
        : problem.contains("quotes")
            ? ": double the quotes within a field, or say --quotes none if they mean nothing"
            : "";
  }
}

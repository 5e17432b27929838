package io.tastelake.batch.imports;

import io.tastelake.contracts.csv.CsvDialect;
import io.tastelake.contracts.csv.CsvDialect.Quotes;
import io.tastelake.contracts.csv.CsvHeaderException;
import io.tastelake.contracts.csv.CsvReader;
import io.tastelake.contracts.csv.Lines;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Option;

/** How an import's text files are written, on the command line. */
final class TextOptions {

  @Option(
      names = "--delimiter",
      paramLabel = "TEXT",
      defaultValue = ",",
      description =
          "What separates CSV fields: one character or more, such as '::'; 'tab' for tab.")
  private String delimiter;

  @Option(
      names = "--quotes",
      paramLabel = "double|none",
      defaultValue = "double",
      description =
          "Whether CSV fields may stand in double quotes; 'none' for files such as raw TSV.")
  private String quotes;

  @Option(
      names = "--columns",
      paramLabel = "A,B,…",
      description =
          "The columns of CSV files without a header line; a name with a comma stands in quotes.")
  private String columns;

  @Option(
      names = "--encoding",
      paramLabel = "NAME",
      defaultValue = "UTF-8",
      description = "The encoding of text files, such as ISO-8859-1 or windows-1252.")
  private String encoding;

  /**
   * All of it, checked.
   *
   * @throws IllegalArgumentException if something is no such value; a sentence that names the
   *     option
   */
  TextFormat format() {
    return new TextFormat(dialect(), columns(), encoding().name());
  }

  private CsvDialect dialect() {
    Quotes meaning;
    try {
      meaning = Quotes.valueOf(quotes.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "--quotes knows double and none, not '" + quotes + "'.", e);
    }
    try {
      return new CsvDialect(delimiter.equals("tab") ? "\t" : delimiter, meaning);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("--delimiter: " + e.getMessage() + ".", e);
    }
  }

  private List<String> columns() {
    if (columns == null) {
      return null;
    }
    byte[] line = columns.getBytes(StandardCharsets.UTF_8);
    try {
      Lines lines = new Lines(new ByteArrayInputStream(line), StandardCharsets.UTF_8);
      List<String> names = CsvReader.withHeader(lines, CsvDialect.RFC_4180).columns();
      if (names.stream().anyMatch(String::isEmpty)) {
        throw new IllegalArgumentException("--columns holds an empty name: " + columns);
      }
      return names;
    } catch (CsvHeaderException e) {
      throw new IllegalArgumentException(
          "--columns must be names with commas between, such as user,item,time.", e);
    } catch (IOException e) {
      throw new UncheckedIOException("text in memory is always readable", e);
    }
  }

  private Charset encoding() {
    try {
      return Charset.forName(encoding);
    } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
      throw new IllegalArgumentException(
          "--encoding: there is no '%s' here; common ones are %s."
              .formatted(
                  encoding,
                  String.join(
                      ", ",
                      Arrays.asList("UTF-8", "UTF-16", "ISO-8859-1", "windows-1252", "GB18030"))),
          e);
    }
  }
}

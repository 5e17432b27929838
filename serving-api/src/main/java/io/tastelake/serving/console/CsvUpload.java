package io.tastelake.serving.console;

import io.tastelake.contracts.csv.CsvDialect;
import io.tastelake.contracts.csv.CsvHeaderException;
import io.tastelake.contracts.csv.CsvReader;
import io.tastelake.contracts.csv.CsvRow;
import io.tastelake.contracts.csv.Lines;
import io.tastelake.serving.http.Sha256;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * A CSV file on its way into a database. No instance keeps it: each page carries it, packed, and
 * its form sends it along. So the next step works on any instance, and nothing is left to delete.
 */
final class CsvUpload {

  static final int MAX_BYTES = 10 << 20;
  static final int MAX_COLUMNS = 200;
  static final String TOO_LARGE =
      "The file is larger than 10 MiB: split it, or import it with ./tastelake job import.";

  /** What separates fields, by the name that a form has for it. */
  static final Map<String, String> DELIMITERS = Map.of("comma", ",", "semicolon", ";", "tab", "\t");

  private static final int MAX_NAME_LENGTH = 100;
  private static final int FIRST_ROWS = 5;

  private final String name;
  private final String delimiter;
  private final byte[] bytes;
  private final List<String> columns;

  private CsvUpload(String name, String delimiter, byte[] bytes) throws UnsuitableCsvException {
    this.name = name.length() > MAX_NAME_LENGTH ? name.substring(0, MAX_NAME_LENGTH) + "…" : name;
    this.delimiter = delimiter;
    this.bytes = bytes;
    if (bytes.length > MAX_BYTES) {
      throw new UnsuitableCsvException(TOO_LARGE);
    }
    if (!DELIMITERS.containsKey(delimiter)) {
      throw new UnsuitableCsvException("A delimiter is comma, semicolon or tab.");
    }
    try {
      this.columns = reader().columns();
    } catch (CsvHeaderException e) {
      throw new UnsuitableCsvException(
          "The file cannot be imported: "
              + e.getMessage()
              + ". It must be CSV in UTF-8, as spreadsheets save it.");
    }
    if (columns.size() > MAX_COLUMNS) {
      throw new UnsuitableCsvException(
          "The file has %,d columns, and this page takes 200: import it with ./tastelake job import."
              .formatted(columns.size()));
    }
  }

  /**
   * A file that was sent.
   *
   * @param name what the browser calls it
   * @param delimiter a key of {@link #DELIMITERS}
   */
  static CsvUpload sent(String name, String delimiter, byte[] bytes) throws UnsuitableCsvException {
    return new CsvUpload(name, delimiter, bytes);
  }

  /** A file that a page carried, as {@link #packed} spells it. */
  static CsvUpload carried(String name, String delimiter, String packed)
      throws UnsuitableCsvException {
    ByteArrayInputStream text =
        new ByteArrayInputStream(packed.strip().getBytes(StandardCharsets.ISO_8859_1));
    try (InputStream in = new GZIPInputStream(Base64.getDecoder().wrap(text))) {
      return new CsvUpload(name, delimiter, in.readNBytes(MAX_BYTES + 1));
    } catch (IOException e) {
      throw new UnsuitableCsvException("The page holds no file any more: upload it again.");
    }
  }

  String packed() {
    ByteArrayOutputStream text = new ByteArrayOutputStream(bytes.length / 4);
    try (OutputStream out = new GZIPOutputStream(Base64.getEncoder().wrap(text))) {
      out.write(bytes);
    } catch (IOException e) {
      throw inMemory(e);
    }
    return text.toString(StandardCharsets.ISO_8859_1);
  }

  String name() {
    return name;
  }

  String delimiter() {
    return delimiter;
  }

  int size() {
    return bytes.length;
  }

  /** The names of the columns, by the first line. */
  List<String> columns() {
    return columns;
  }

  /** Reads the rows. */
  CsvReader reader() {
    CsvDialect dialect = new CsvDialect(DELIMITERS.get(delimiter), CsvDialect.Quotes.DOUBLE);
    try {
      return CsvReader.withHeader(
          new Lines(new ByteArrayInputStream(bytes), StandardCharsets.UTF_8), dialect);
    } catch (IOException e) {
      throw inMemory(e);
    }
  }

  /** The first rows, sound or broken. */
  List<CsvRow> firstRows() {
    CsvReader reader = reader();
    List<CsvRow> rows = new ArrayList<>();
    for (CsvRow row = next(reader); row != null && rows.size() < FIRST_ROWS; row = next(reader)) {
      rows.add(row);
    }
    return rows;
  }

  static CsvRow next(CsvReader reader) {
    try {
      return reader.next();
    } catch (IOException e) {
      throw inMemory(e);
    }
  }

  /** The same for the same content, and for no other. */
  MessageDigest digest() {
    MessageDigest digest = Sha256.begin();
    digest.update(bytes);
    digest.update(delimiter.getBytes(StandardCharsets.UTF_8));
    return digest;
  }

  private static UncheckedIOException inMemory(IOException e) {
    return new UncheckedIOException("bytes in memory are always readable", e);
  }
}

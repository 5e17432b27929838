package io.tastelake.batch.imports;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;

/** The lines of a UTF-8 file. However long one is, no more than a bounded part of it is held. */
final class Lines {

  /** Characters that a line may have. */
  static final int MAX_LENGTH = 1 << 20;

  private static final char BYTE_ORDER_MARK = '\uFEFF';
  private static final char REPLACEMENT = '\uFFFD';

  /**
   * One line without its end.
   *
   * @param number from 1
   * @param problem why it cannot be used, or null
   */
  record Line(long number, String text, String problem) {

    boolean blank() {
      return problem == null && text.isBlank();
    }
  }

  private final Reader reader;
  private final char[] buffer = new char[1 << 16];
  private int at;
  private int end;
  private long number;

  Lines(InputStream bytes) {
    this.reader = new InputStreamReader(bytes, StandardCharsets.UTF_8);
  }

  /** The next line, or null at the end of the file. */
  Line next() throws IOException {
    StringBuilder line = new StringBuilder();
    long length = 0;
    while (at < end || fill()) {
      int stop = lineEnd();
      length += stop - at;
      line.append(buffer, at, Math.min(stop - at, MAX_LENGTH - line.length()));
      at = stop;
      if (at < end) {
        at++;
        return line(line, length);
      }
    }
    return length == 0 ? null : line(line, length);
  }

  private int lineEnd() {
    int stop = at;
    while (stop < end && buffer[stop] != '\n') {
      stop++;
    }
    return stop;
  }

  private boolean fill() throws IOException {
    at = 0;
    end = Math.max(0, reader.read(buffer, 0, buffer.length));
    return end > 0;
  }

  private Line line(StringBuilder line, long length) {
    number++;
    int last = line.length() - 1;
    if (last >= 0 && line.charAt(last) == '\r') {
      line.setLength(last);
    }
    if (number == 1 && line.length() > 0 && line.charAt(0) == BYTE_ORDER_MARK) {
      line.deleteCharAt(0);
    }
    String text = line.toString();
    return new Line(number, text, problem(text, length));
  }

  private static String problem(String text, long length) {
    if (length > MAX_LENGTH) {
      return "The line is longer than %,d characters.".formatted(MAX_LENGTH);
    }
    return text.indexOf(REPLACEMENT) < 0
        ? null
        : "The line is not UTF-8, or contains the character U+FFFD.";
  }
}

package io.tastelake.contracts.csv;

import io.tastelake.domain.interaction.Unicode;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;

/** The lines of a text file. However long one is, no more than a bounded part of it is held. */
public final class Lines {

  /** Characters that a line may have. */
  public static final int MAX_LENGTH = 1 << 20;

  private static final char BYTE_ORDER_MARK = '\uFEFF';

  /** Half of a surrogate pair: no well-formed text holds it, so it marks what is malformed. */
  private static final String MALFORMED = "\uD800";

  /**
   * One line.
   *
   * @param number from 1
   * @param text without its end
   * @param end the line break behind it: LF, CR LF, or nothing at the end of the file
   * @param problem why it cannot be used, or null
   */
  public record Line(long number, String text, String end, String problem) {

    public boolean blank() {
      return problem == null && text.isBlank();
    }
  }

  private final Reader reader;
  private final String encoding;
  private final char[] buffer = new char[1 << 16];
  private int at;
  private int end;
  private long number;

  public Lines(InputStream bytes, Charset encoding) {
    this.reader =
        new InputStreamReader(
            bytes,
            encoding
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPLACE)
                .onUnmappableCharacter(CodingErrorAction.REPLACE)
                .replaceWith(MALFORMED));
    this.encoding = encoding.name();
  }

  /** The next line, or null at the end of the file. */
  public Line next() throws IOException {
    StringBuilder line = new StringBuilder();
    long length = 0;
    while (at < end || fill()) {
      int stop = lineEnd();
      length += stop - at;
      line.append(buffer, at, Math.min(stop - at, MAX_LENGTH - line.length()));
      at = stop;
      if (at < end) {
        at++;
        return line(line, length, "\n");
      }
    }
    return length == 0 ? null : line(line, length, "");
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

  private Line line(StringBuilder line, long length, String feed) {
    number++;
    int last = line.length() - 1;
    boolean carriageReturn = last >= 0 && line.charAt(last) == '\r';
    if (carriageReturn) {
      line.setLength(last);
    }
    if (number == 1 && line.length() > 0 && line.charAt(0) == BYTE_ORDER_MARK) {
      line.deleteCharAt(0);
    }
    String text = line.toString();
    return new Line(number, text, carriageReturn ? "\r" + feed : feed, problem(text, length));
  }

  private String problem(String text, long length) {
    if (length > MAX_LENGTH) {
      return "The line is longer than %,d characters.".formatted(MAX_LENGTH);
    }
    return Unicode.spellable(text) ? null : "The line is not valid " + encoding + ".";
  }
}

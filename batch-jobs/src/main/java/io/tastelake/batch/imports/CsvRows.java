package io.tastelake.batch.imports;

import io.tastelake.batch.imports.CsvRecord.State;
import io.tastelake.batch.imports.Lines.Line;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The rows of a CSV file below its header. A row with broken quotes ends with its first line, so a
 * quote that nobody closes costs one row, and not all that follow.
 */
final class CsvRows implements Rows {

  private final Lines lines;
  private final char delimiter;
  private final Deque<Line> returned = new ArrayDeque<>();
  private final List<String> header;
  private long number;

  /**
   * Reads the header.
   *
   * @throws UnsuitableFileException if there is none
   */
  CsvRows(Lines lines, char delimiter) throws IOException {
    this.lines = lines;
    this.delimiter = delimiter;
    Line first = nextLine();
    if (first == null) {
      throw new UnsuitableFileException(
          "it is empty, and a CSV file begins with the names of its columns");
    }
    CsvRecord record = new CsvRecord(delimiter);
    if (first.problem() != null || record.add(first.text()) != State.COMPLETE) {
      throw new UnsuitableFileException(
          "its first line is not a valid header: the quotes are unbalanced");
    }
    this.header = record.fields();
  }

  /** The names of the columns. */
  List<String> header() {
    return header;
  }

  @Override
  public RawRow next() throws IOException {
    Line first = nextLine();
    if (first == null) {
      return null;
    }
    number++;
    return first.problem() == null ? row(first) : broken(first, first.problem());
  }

  private RawRow row(Line first) throws IOException {
    CsvRecord record = new CsvRecord(delimiter);
    List<Line> more = new ArrayList<>();
    State state = record.add(first.text());
    int length = first.text().length();
    while (state == State.OPEN) {
      Line next = returned.isEmpty() ? lines.next() : returned.poll();
      if (next != null) {
        more.add(next);
        length += next.text().length();
      }
      boolean usable = next != null && next.problem() == null && length <= Lines.MAX_LENGTH;
      state = usable ? record.add(next.text()) : State.BROKEN;
    }
    if (state == State.BROKEN) {
      giveBack(more);
      return broken(
          first,
          "The quotes are broken: a field with quotes is wholly in quotes, and its"
              + " own are doubled.");
    }
    return row(first, more, record.fields());
  }

  private RawRow row(Line first, List<Line> more, List<String> fields) {
    if (fields.size() != header.size()) {
      String lines = more.isEmpty() ? "" : " up to line " + more.get(more.size() - 1).number();
      return broken(
          first,
          "The row%s has %d fields, the header %d.".formatted(lines, fields.size(), header.size()));
    }
    Map<String, Cell> cells = new HashMap<>();
    for (int i = 0; i < fields.size(); i++) {
      if (!fields.get(i).isEmpty()) {
        cells.put(header.get(i), Cell.untyped(fields.get(i)));
      }
    }
    return RawRow.of(number, first.number(), cells);
  }

  private RawRow broken(Line line, String problem) {
    return RawRow.broken(number, line.number(), problem);
  }

  private void giveBack(List<Line> more) {
    for (int i = more.size() - 1; i >= 0; i--) {
      returned.push(more.get(i));
    }
  }

  private Line nextLine() throws IOException {
    Line line;
    do {
      line = returned.isEmpty() ? lines.next() : returned.poll();
    } while (line != null && line.blank());
    return line;
  }
}

package io.tastelake.contracts.csv;

import io.tastelake.contracts.csv.CsvRecord.State;
import io.tastelake.contracts.csv.Lines.Line;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * The rows of a CSV file. A row with broken quotes ends with its first line, so a quote that nobody
 * closes costs one row, and not all that follow.
 */
public final class CsvReader {

  /** What a further line of a row counts beside its text, since empty lines take memory, too. */
  private static final int LINE = 64;

  private final Lines lines;
  private final CsvDialect dialect;
  private final Deque<Line> returned = new ArrayDeque<>();
  private final List<String> columns;
  private long number;

  private CsvReader(Lines lines, CsvDialect dialect, List<String> columns) throws IOException {
    this.lines = lines;
    this.dialect = dialect;
    this.columns = columns == null ? header() : columns;
  }

  /**
   * Reads a file whose first line names its columns.
   *
   * @throws CsvHeaderException if it does not
   */
  public static CsvReader withHeader(Lines lines, CsvDialect dialect) throws IOException {
    return new CsvReader(lines, dialect, null);
  }

  /** Reads a file that begins with its first row. */
  public static CsvReader withoutHeader(Lines lines, CsvDialect dialect, List<String> columns)
      throws IOException {
    return new CsvReader(lines, dialect, columns);
  }

  /** The names of the columns. */
  public List<String> columns() {
    return columns;
  }

  /**
   * The next row, sound or broken, or null at the end.
   *
   * @throws IOException if the file itself cannot be read any further
   */
  public CsvRow next() throws IOException {
    Line first = nextLine();
    if (first == null) {
      return null;
    }
    number++;
    return first.problem() == null ? row(first) : broken(first, first.problem());
  }

  private List<String> header() throws IOException {
    Line first = nextLine();
    if (first == null) {
      throw new CsvHeaderException(
          "it is empty, and a CSV file begins with the names of its columns");
    }
    if (first.problem() != null) {
      String problem = first.problem().replaceFirst("^The line is ", "").replaceFirst("\\.$", "");
      throw new CsvHeaderException("its header is " + problem);
    }
    CsvRecord record = new CsvRecord(dialect);
    if (record.add(first) != State.COMPLETE) {
      throw new CsvHeaderException(
          "its header, line %d, has broken quotes: %s".formatted(first.number(), first.text()));
    }
    return record.fields().stream().map(CsvField::text).toList();
  }

  private CsvRow row(Line first) throws IOException {
    CsvRecord record = new CsvRecord(dialect);
    List<Line> more = new ArrayList<>();
    State state = record.add(first);
    int length = first.text().length();
    while (state == State.OPEN) {
      Line next = returned.isEmpty() ? lines.next() : returned.poll();
      if (next != null) {
        more.add(next);
        length += LINE + next.text().length();
      }
      boolean usable = next != null && next.problem() == null && length <= Lines.MAX_LENGTH;
      state = usable ? record.add(next) : State.BROKEN;
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

  private CsvRow row(Line first, List<Line> more, List<CsvField> fields) {
    if (fields.size() != columns.size()) {
      String lines = more.isEmpty() ? "" : " up to line " + more.get(more.size() - 1).number();
      return broken(
          first,
          "The row%s has %s, and the file %s."
              .formatted(
                  lines, counted(fields.size(), "field"), counted(columns.size(), "column")));
    }
    return new CsvRow(number, first.number(), fields, null);
  }

  private static String counted(int count, String noun) {
    return count + " " + noun + (count == 1 ? "" : "s");
  }

  private CsvRow broken(Line line, String problem) {
    return new CsvRow(number, line.number(), List.of(), problem);
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

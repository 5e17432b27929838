package io.tastelake.batch.imports;

import io.tastelake.contracts.cell.WrongRowException;
import io.tastelake.contracts.csv.Lines;
import io.tastelake.contracts.csv.Lines.Line;
import java.io.IOException;
import java.util.Set;

/** The rows of a file of JSON lines; blank lines are none. */
final class JsonRows implements Rows {

  private final Lines lines;
  private final Set<String> wanted;
  private long number;

  JsonRows(Lines lines, Set<String> wanted) {
    this.lines = lines;
    this.wanted = wanted;
  }

  @Override
  public RawRow next() throws IOException {
    Line line = lines.next();
    while (line != null && line.blank()) {
      line = lines.next();
    }
    if (line == null) {
      return null;
    }
    number++;
    if (line.problem() != null) {
      return RawRow.broken(number, line.number(), line.problem());
    }
    try {
      return RawRow.of(number, line.number(), JsonCells.of(line.text(), wanted));
    } catch (WrongRowException e) {
      return RawRow.broken(number, line.number(), e.getMessage());
    }
  }
}

package io.tastelake.batch.imports;

import io.tastelake.contracts.cell.Cell;
import io.tastelake.contracts.csv.CsvField;
import io.tastelake.contracts.csv.CsvReader;
import io.tastelake.contracts.csv.CsvRow;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The rows of a CSV file. */
final class CsvRows implements Rows {

  private final CsvReader reader;

  CsvRows(CsvReader reader) {
    this.reader = reader;
  }

  @Override
  public RawRow next() throws IOException {
    CsvRow row = reader.next();
    if (row == null) {
      return null;
    }
    return row.problem() == null
        ? RawRow.of(row.number(), row.line(), cells(row.fields()))
        : RawRow.broken(row.number(), row.line(), row.problem());
  }

  private Map<String, Cell> cells(List<CsvField> fields) {
    Map<String, Cell> cells = new HashMap<>();
    for (int i = 0; i < fields.size(); i++) {
      String column = reader.columns().get(i);
      Cell.of(fields.get(i)).ifPresent(cell -> cells.put(column, cell));
    }
    return cells;
  }
}

package io.tastelake.serving.console;

import io.tastelake.contracts.csv.CsvField;
import io.tastelake.contracts.csv.CsvRow;
import java.util.ArrayList;
import java.util.List;

/**
 * The page <em>Import</em>, with a file in it.
 *
 * @param problem what is wrong; empty if nothing is
 * @param name what the browser calls the file, as it was sent
 * @param size of the file
 * @param packed the file, for the next step
 * @param database that the rows go to
 * @param columns the names of the columns
 * @param firstRows what the first rows hold in them
 * @param outcome what a check or an import came to; none before
 */
public record ImportPage(
    String problem,
    String name,
    String size,
    String delimiter,
    String packed,
    String database,
    List<String> columns,
    List<List<String>> firstRows,
    ImportMapping mapping,
    List<ImportOutcome> outcome) {

  private static final int MAX_LENGTH = 60;

  static ImportPage of(CsvUpload upload, String database, ImportMapping mapping) {
    return new ImportPage(
        "",
        upload.name(),
        size(upload.size()),
        upload.delimiter(),
        upload.packed(),
        database,
        names(upload.columns()),
        upload.firstRows().stream().map(ImportPage::cells).toList(),
        mapping,
        List.of());
  }

  ImportPage with(String problem) {
    return new ImportPage(
        Shown.text(problem),
        name,
        size,
        delimiter,
        packed,
        database,
        columns,
        firstRows,
        mapping,
        outcome);
  }

  ImportPage with(ImportOutcome came) {
    return new ImportPage(
        problem,
        name,
        size,
        delimiter,
        packed,
        database,
        columns,
        firstRows,
        mapping,
        List.of(came));
  }

  private static String size(int bytes) {
    return bytes < 10_000 ? "%,d bytes".formatted(bytes) : "%,d kB".formatted(bytes / 1000);
  }

  private static List<String> names(List<String> columns) {
    List<String> names = new ArrayList<>();
    for (String column : columns) {
      names.add(column.isBlank() ? "column " + (names.size() + 1) : shortened(column));
    }
    return names;
  }

  private static List<String> cells(CsvRow row) {
    return row.problem() == null
        ? row.fields().stream().map(CsvField::text).map(ImportPage::shortened).toList()
        : List.of(row.problem());
  }

  private static String shortened(String text) {
    String shown = Shown.text(text);
    return shown.length() > MAX_LENGTH ? shown.substring(0, MAX_LENGTH) + "…" : shown;
  }
}
